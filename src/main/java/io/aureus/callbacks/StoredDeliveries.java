package io.aureus.callbacks;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.jobs.Wakeups;
import io.aureus.merchants.MerchantId;
import io.aureus.orders.OrderId;
import io.aureus.payouts.PayoutId;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** The deliveries from their tables. */
final class StoredDeliveries implements Deliveries {
  private final DeliveryRows rows;
  private final Wakeups wakeups;
  private final Clock clock;

  StoredDeliveries(DeliveryRows rows, Wakeups wakeups, Clock clock) {
    this.rows = rows;
    this.wakeups = wakeups;
    this.clock = clock;
  }

  @Override
  public List<Delivery> of(MerchantId merchant, OrderId order) {
    return rows.of(merchant.value(), order.value());
  }

  @Override
  public List<Delivery> of(MerchantId merchant, PayoutId payout) {
    return rows.ofPayout(merchant.value(), UUID.fromString(payout.value()));
  }

  @Override
  public List<Endpoint> endpoints(MerchantId merchant) {
    return rows.endpoints(merchant.value());
  }

  @Override
  public void redeliver(MerchantId merchant, UUID delivery) {
    if (!rows.scheduleNow(merchant.value(), delivery, clock.instant())) {
      throw new Refusal(ErrorCode.NOT_FOUND, "there is no delivery " + delivery);
    }
    wakeups.wake(Courier.NAME);
  }
}
