package io.aureus.callbacks;

import io.aureus.merchants.MerchantId;
import io.aureus.orders.OrderId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows what was sent to the shop, and sends it again by hand. */
public interface Deliveries {
  /** One call of the shop. Status 0 where no HTTP answer came; then {@code excerpt} says why. */
  record Attempt(int no, Instant at, int status, long latencyMillis, String excerpt) {}

  /**
   * @param state {@code SCHEDULED}, {@code DELIVERED} or {@code GIVEN_UP}
   * @param nextAt when it is tried next, null where it is not
   */
  record Delivery(
      UUID id,
      String orderId,
      String event,
      String method,
      String url,
      String state,
      @Nullable Instant nextAt,
      List<Attempt> attempts) {}

  List<Delivery> of(MerchantId merchant, OrderId order);

  /** Schedules it at once, with the same delivery id; a delivered one too. */
  void redeliver(MerchantId merchant, UUID delivery);
}
