package io.aureus.callbacks;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The event that tells that a callback was tried for the last time. */
final class GivenUp {
  static final String EVENT = "callback.given_up";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private GivenUp() {}

  static String json(CourierRows.Claimed delivery, int attempts, Outcome outcome) {
    ObjectNode data = JSON.createObjectNode();
    data.put("delivery_id", delivery.id().toString());
    data.put("order_id", delivery.orderId());
    data.put("event", delivery.event());
    data.put("url", delivery.additions().shown(delivery.baseUrl(), delivery.orderId()));
    data.put("attempts", attempts);
    data.put("last_status", outcome.status());
    data.put("last_words", outcome.words());
    return data.toString();
  }
}
