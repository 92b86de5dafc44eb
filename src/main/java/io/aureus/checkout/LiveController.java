package io.aureus.checkout;

import io.aureus.orders.Order;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What an open page asks for by itself. It reads and never writes. */
@RestController
class LiveController {
  private final OrderBook orders;
  private final LiveStatus live;
  private final Languages languages;

  LiveController(OrderBook orders, LiveStatus live, Languages languages) {
    this.orders = orders;
    this.live = live;
    this.languages = languages;
  }

  @GetMapping("/checkout/{id}/status")
  ResponseEntity<LiveStatus.Status> status(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String token,
      HttpServletRequest request) {
    PageLanguage language = languages.of(request);
    return find(id)
        .map(
            order ->
                fresh(HttpStatus.OK)
                    .headers(PayerPages.headers(language))
                    .body(live.of(order, new Visit(proved(order, token), language))))
        .orElseGet(() -> fresh(HttpStatus.NOT_FOUND).build());
  }

  /**
   * @param mark what the page shows
   * @param last what the browser got last, sent by it when it comes back
   */
  @GetMapping("/checkout/{id}/events")
  ResponseEntity<SseEmitter> events(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String mark,
      @RequestHeader(name = "Last-Event-ID", defaultValue = "") String last,
      HttpServletRequest request) {
    Optional<Order> order = find(id);
    if (order.isEmpty()) {
      return fresh(HttpStatus.NOT_FOUND).build();
    }
    PageLanguage language = languages.of(request);
    Visit visit = new Visit(proved(order.get(), token), language);
    return live.follow(order.get().id(), visit, last.isEmpty() ? mark : last)
        .map(
            emitter ->
                fresh(HttpStatus.OK)
                    .headers(PayerPages.headers(language))
                    .contentType(MediaType.TEXT_EVENT_STREAM)
                    // Proxies that gather answers would hold the events back.
                    .header("X-Accel-Buffering", "no")
                    .body(emitter))
        .orElseGet(() -> fresh(HttpStatus.SERVICE_UNAVAILABLE).header("Retry-After", "5").build());
  }

  private String proved(Order order, String token) {
    boolean proved =
        token.matches("[A-Za-z0-9_-]{1,128}")
            && orders.byToken(token).filter(found -> found.id().equals(order.id())).isPresent();
    return proved ? token : "";
  }

  private Optional<Order> find(String id) {
    return id.matches("[0-9]{20}") ? orders.find(new OrderId(id)) : Optional.empty();
  }

  private static ResponseEntity.BodyBuilder fresh(HttpStatus status) {
    return ResponseEntity.status(status).cacheControl(CacheControl.noStore());
  }
}
