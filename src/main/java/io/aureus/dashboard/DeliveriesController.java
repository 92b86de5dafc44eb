package io.aureus.dashboard;

import io.aureus.callbacks.Deliveries;
import io.aureus.callbacks.Deliveries.Listed;
import io.aureus.callbacks.Deliveries.State;
import io.aureus.dashboard.DeliveriesPage.Choice;
import io.aureus.dashboard.DeliveriesPage.Endpoint;
import io.aureus.dashboard.DeliveriesPage.Row;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** All that the shop was told, every try of it, and the button that sends it again. */
@Controller("dashboardDeliveries")
class DeliveriesController {
  private static final String PATH = "/dashboard/deliveries";
  private static final String TEMPLATE = "dashboard/alldeliveries";
  private static final List<Choice> STATES =
      List.of(
          new Choice(State.SCHEDULED.name(), "Waiting"),
          new Choice(State.DELIVERED.name(), "Delivered"),
          new Choice(State.GIVEN_UP.name(), "Given up"));

  private final Deliveries deliveries;
  private final Shells shells;
  private final Deeds deeds;
  private final Pages pages;

  DeliveriesController(Deliveries deliveries, Shells shells, Deeds deeds, Pages pages) {
    this.deliveries = deliveries;
    this.shells = shells;
    this.deeds = deeds;
    this.pages = pages;
  }

  @GetMapping(PATH)
  ResponseEntity<String> list(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam Map<String, String> fields) {
    return pages.ok(TEMPLATE, page(shell(request, me), me, fields));
  }

  @PostMapping(PATH + "/redeliver")
  ResponseEntity<String> redeliver(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam Map<String, String> fields) {
    return deeds.act(
        shell(request, me),
        () -> {
          deliveries.redeliver(me.merchant(), Deeds.id(fields.getOrDefault("delivery", "")));
          return "It is being sent again.";
        },
        TEMPLATE,
        shell -> page(shell, me, fields));
  }

  private Shell shell(HttpServletRequest request, SignedIn me) {
    return shells.of(request, me, "deliveries", "Callbacks");
  }

  private DeliveriesPage page(Shell shell, SignedIn me, Map<String, String> fields) {
    Asked asked = Asked.of(PATH, fields, "state");
    State state = state(asked.typed("state"));
    KeyPage<Listed> found =
        KeyPage.of(
            asked,
            (before, most) -> deliveries.older(me.merchant(), state, before, most),
            (after, most) -> deliveries.newer(me.merchant(), state, after, most),
            Listed::key);
    return new DeliveriesPage(
        shell,
        asked.typed("state"),
        STATES,
        deliveries.endpoints(me.merchant()).stream()
            .filter(endpoint -> endpoint.failures() > 0 || endpoint.slow())
            .map(DeliveriesController::endpoint)
            .toList(),
        found.rows().stream().map(DeliveriesController::row).toList(),
        asked.deed("redeliver"),
        Paging.of(found, ""));
  }

  private static @Nullable State state(String typed) {
    return Arrays.stream(State.values())
        .filter(state -> state.name().equals(typed))
        .findFirst()
        .orElse(null);
  }

  private static Endpoint endpoint(Deliveries.Endpoint endpoint) {
    String failing =
        endpoint.failures() == 0
            ? "answers slowly, so it is sent one call at a time."
            : "fails since %s%s. It said: %s."
                .formatted(
                    Texts.time(endpoint.failingSince()),
                    endpoint.failures() == 1 ? "" : ", %d tries".formatted(endpoint.failures()),
                    endpoint.lastWords());
    String next =
        endpoint.waiting() == 0
            ? ""
            : " %d wait; the next is tried %s."
                .formatted(endpoint.waiting(), Texts.time(endpoint.nextAt()));
    return new Endpoint(endpoint.host(), failing + next);
  }

  private static Row row(Listed one) {
    String order = Objects.requireNonNullElse(one.orderId(), "");
    return new Row(
        OrderPages.deliveryLine(one.delivery()),
        host(one.delivery().url()),
        Texts.time(one.madeAt()),
        order.isEmpty() ? "Payout" : "Order " + order,
        order.isEmpty() ? "/dashboard/payouts/" + one.payoutId() : "/dashboard/orders/" + order);
  }

  /** Of a URL that a shop gave, which need not be one. */
  private static String host(String url) {
    try {
      return Objects.requireNonNullElse(URI.create(url).getHost(), url);
    } catch (IllegalArgumentException e) {
      return url;
    }
  }
}
