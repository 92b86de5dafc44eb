package io.aureus.orders;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Names of payments. */
final class PaymentIds {
  private PaymentIds() {}

  /**
   * The name of an order's first payment, known before it comes: the API shows a {@code tx_id} from
   * the start.
   */
  static UUID first(OrderId order) {
    return nth(order, 1);
  }

  /** The name of an order's n-th payment, n from 1: always the same, so that a replay agrees. */
  static UUID nth(OrderId order, int n) {
    byte[] name = ("payment:" + order.value() + ":" + n).getBytes(StandardCharsets.UTF_8);
    UUID raw = UUID.nameUUIDFromBytes(name);
    // Shaped as the version 4 that the API shows.
    long version4 = (raw.getMostSignificantBits() & ~0xF000L) | 0x4000L;
    return new UUID(version4, raw.getLeastSignificantBits());
  }
}
