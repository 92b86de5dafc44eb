package io.aureus.callbacks;

import io.aureus.merchants.MerchantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened, in order, so that a shop can ask what it missed. */
public interface EventFeed {
  /**
   * @param cursor opaque to the caller; events after it are newer
   * @param type e.g. {@code order.success} or {@code payout.seen}
   * @param orderId null for a withdrawal's event
   * @param payoutId null where it is about an order
   * @param data the order information as JSON, or the payout's where there is a payout
   */
  record Event(
      String cursor,
      String id,
      String type,
      @Nullable String orderId,
      @Nullable String payoutId,
      Instant at,
      String data) {}

  /**
   * @param after a cursor of an earlier answer, or empty for the beginning
   * @param most 1 to 500
   * @throws io.aureus.errors.Refusal {@code BAD_REQUEST} for a cursor that we never gave
   */
  List<Event> after(MerchantId merchant, String after, int most);

  /**
   * The newest first, for people: those before a cursor.
   *
   * @param before a cursor, or empty for the newest of all
   * @param most 1 to 500
   * @throws io.aureus.errors.Refusal {@code BAD_REQUEST} for a cursor that we never gave
   */
  List<Event> before(MerchantId merchant, String before, int most);
}
