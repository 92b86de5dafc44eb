package io.aureus.api;

import static io.aureus.merchants.Scope.EVENTS_READ;

import io.aureus.callbacks.EventFeed;
import io.aureus.callbacks.EventFeed.Event;
import io.aureus.orders.OrderInformations;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import tools.jackson.databind.JsonNode;

/** What happened since the shop asked last (our own path). */
@Controller
final class EventsController {
  /**
   * @param order the order as it stood then; null where the event is about a payout
   * @param payout the payout as it stood then; null also for who may not see payouts
   */
  record Item(
      String cursor,
      String id,
      String type,
      @Nullable String orderId,
      @Nullable String payoutId,
      String time,
      @Nullable JsonNode order,
      @Nullable JsonNode payout) {}

  /**
   * @param next what to send as {@code after} the next time
   */
  record Events(List<Item> events, String next) {}

  private final ApiDoor door;
  private final EventFeed feed;
  private final PayoutAccess access;

  EventsController(ApiDoor door, EventFeed feed, PayoutAccess access) {
    this.door = door;
    this.feed = feed;
    this.access = access;
  }

  @GetMapping("/api/v2/events")
  Reply events(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request) {
    return door.read(
        request,
        EVENTS_READ,
        call -> {
          QueryValues query = call.query();
          String after = query.get("after").orElse("");
          int most = query.number("limit", 100, 1, 500);
          boolean payouts = access.allows(call.caller());
          List<Item> items =
              feed.after(call.merchant(), after, most).stream()
                  .map(event -> item(event, payouts))
                  .toList();
          return new Events(items, items.isEmpty() ? after : items.getLast().cursor());
        });
  }

  private static Item item(Event event, boolean payouts) {
    boolean aboutPayout = event.payoutId() != null;
    JsonNode data = ApiJson.MAPPER.readTree(event.data());
    return new Item(
        event.cursor(),
        event.id(),
        event.type(),
        event.orderId(),
        event.payoutId(),
        OrderInformations.wireTime(event.at()),
        aboutPayout ? null : data,
        aboutPayout && payouts ? data : null);
  }
}
