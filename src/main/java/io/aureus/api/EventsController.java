package io.aureus.api;

import static io.aureus.merchants.Scope.EVENTS_READ;

import io.aureus.callbacks.EventFeed;
import io.aureus.callbacks.EventFeed.Event;
import io.aureus.orders.OrderInformations;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import tools.jackson.databind.JsonNode;

/** What happened since the shop asked last (our own path). */
@Controller
final class EventsController {
  /**
   * @param order the order as it stood then
   */
  record Item(String cursor, String id, String type, String orderId, String time, JsonNode order) {}

  /**
   * @param next what to send as {@code after} the next time
   */
  record Events(List<Item> events, String next) {}

  private final ApiDoor door;
  private final EventFeed feed;

  EventsController(ApiDoor door, EventFeed feed) {
    this.door = door;
    this.feed = feed;
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
          List<Item> items =
              feed.after(call.merchant(), after, most).stream()
                  .map(EventsController::item)
                  .toList();
          return new Events(items, items.isEmpty() ? after : items.getLast().cursor());
        });
  }

  private static Item item(Event event) {
    return new Item(
        event.cursor(),
        event.id(),
        event.type(),
        event.orderId(),
        OrderInformations.wireTime(event.at()),
        ApiJson.MAPPER.readTree(event.data()));
  }
}
