package io.aureus.callbacks;

import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The event that tells that a callback was tried for the last time. */
final class GivenUp {
  static final String EVENT = "callback.given_up";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private GivenUp() {}

  static EventRows.NewEvent event(
      UUID id, CourierRows.Claimed delivery, int attempts, Outcome outcome) {
    return new EventRows.NewEvent(
        id,
        delivery.merchant(),
        EVENT,
        delivery.orderId(),
        delivery.payoutId(),
        json(delivery, attempts, outcome));
  }

  /**
   * The order or the payout as it stood when the callback was first owed, and what became of the
   * callback.
   */
  private static String json(CourierRows.Claimed delivery, int attempts, Outcome outcome) {
    ObjectNode order = (ObjectNode) JSON.readTree(delivery.information());
    order
        .putObject("callback")
        .put("delivery_id", delivery.id().toString())
        .put("event", delivery.event())
        .put("url", delivery.additions().shown(delivery.baseUrl(), delivery.subject()))
        .put("attempts", attempts)
        .put("last_status", outcome.status())
        .put("last_words", outcome.words());
    return order.toString();
  }
}
