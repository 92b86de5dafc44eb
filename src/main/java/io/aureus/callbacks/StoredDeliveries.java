package io.aureus.callbacks;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.jobs.Wakeups;
import io.aureus.merchants.MerchantId;
import io.aureus.orders.OrderId;
import io.aureus.orders.TimeKey;
import io.aureus.payouts.PayoutId;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** The deliveries from their tables. */
final class StoredDeliveries implements Deliveries {
  private final DeliveryRows rows;
  private final Wakeups wakeups;
  private final Clock clock;
  private final TransactionTemplate transactions;

  StoredDeliveries(
      DeliveryRows rows, Wakeups wakeups, Clock clock, TransactionTemplate transactions) {
    this.rows = rows;
    this.wakeups = wakeups;
    this.clock = clock;
    this.transactions = transactions;
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
  public List<Listed> older(MerchantId merchant, @Nullable State state, String before, int most) {
    return rows.page(merchant.value(), state, TimeKey.read(before), true, most);
  }

  @Override
  public List<Listed> newer(MerchantId merchant, @Nullable State state, String after, int most) {
    return rows.page(merchant.value(), state, TimeKey.read(after), false, most);
  }

  @Override
  public List<Endpoint> endpoints(MerchantId merchant) {
    return rows.endpoints(merchant.value());
  }

  @Override
  public void redeliver(MerchantId merchant, UUID delivery) {
    // In a transaction, which the audit log knows the actor of.
    boolean found =
        Boolean.TRUE.equals(
            transactions.execute(
                status -> rows.scheduleNow(merchant.value(), delivery, clock.instant())));
    if (!found) {
      throw new Refusal(ErrorCode.NOT_FOUND, "there is no delivery " + delivery);
    }
    wakeups.wake(Courier.NAME);
  }
}
