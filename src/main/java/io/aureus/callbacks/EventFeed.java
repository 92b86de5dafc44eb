package io.aureus.callbacks;

import io.aureus.merchants.MerchantId;
import java.time.Instant;
import java.util.List;

/** What happened, in order, so that a shop can ask what it missed. */
public interface EventFeed {
  /**
   * @param cursor opaque to the caller; events after it are newer
   * @param type e.g. {@code order.success}
   * @param data the order information as JSON
   */
  record Event(String cursor, String id, String type, String orderId, Instant at, String data) {}

  /**
   * @param after a cursor of an earlier answer, or empty for the beginning
   * @param most 1 to 500
   * @throws io.aureus.errors.Refusal {@code BAD_REQUEST} for a cursor that we never gave
   */
  List<Event> after(MerchantId merchant, String after, int most);
}
