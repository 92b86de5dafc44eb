package io.aureus.dashboard;

import io.aureus.callbacks.EventFeed;
import io.aureus.callbacks.EventFeed.Event;
import io.aureus.dashboard.EventsPage.Row;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The events that the shop's program can ask for, for people. */
@Controller("dashboardEvents")
class EventsController {
  /** Every digit stays as it was told. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private final EventFeed feed;
  private final Shells shells;
  private final Pages pages;

  EventsController(EventFeed feed, Shells shells, Pages pages) {
    this.feed = feed;
    this.shells = shells;
    this.pages = pages;
  }

  @GetMapping("/dashboard/events")
  ResponseEntity<String> list(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam Map<String, String> fields) {
    KeyPage<Event> found =
        KeyPage.of(
            Asked.of("/dashboard/events", fields),
            (before, most) -> feed.before(me.merchant(), before, most),
            (after, most) -> feed.after(me.merchant(), after, most).reversed(),
            Event::cursor);
    return pages.ok(
        "dashboard/events",
        new EventsPage(
            shells.of(request, me, "events", "Events"),
            found.rows().stream().map(EventsController::row).toList(),
            Paging.of(found, "")));
  }

  private static Row row(Event event) {
    String order = Objects.requireNonNullElse(event.orderId(), "");
    String payout = Objects.requireNonNullElse(event.payoutId(), "");
    return new Row(
        event.id(),
        event.type(),
        Texts.time(event.at()),
        payout.isEmpty() ? "Order " + order : "Payout",
        payout.isEmpty() ? "/dashboard/orders/" + order : "/dashboard/payouts/" + payout,
        event.cursor(),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(event.data())));
  }
}
