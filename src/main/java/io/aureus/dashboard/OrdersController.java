package io.aureus.dashboard;

import io.aureus.dashboard.OrdersPage.Filter;
import io.aureus.dashboard.OrdersPage.Row;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.orders.Order;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderLists;
import io.aureus.orders.OrderStatus;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of orders, and the same as a file. */
@Controller("dashboardOrders")
class OrdersController {
  private final OrderLists orders;
  private final Downloads downloads;
  private final Catalogue catalogue;
  private final FirstSteps firstSteps;
  private final Shells shells;
  private final Pages pages;

  OrdersController(
      OrderLists orders,
      Downloads downloads,
      Catalogue catalogue,
      FirstSteps firstSteps,
      Shells shells,
      Pages pages) {
    this.orders = orders;
    this.downloads = downloads;
    this.catalogue = catalogue;
    this.firstSteps = firstSteps;
    this.shells = shells;
    this.pages = pages;
  }

  @GetMapping("/dashboard")
  ResponseEntity<Void> start() {
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create("/dashboard/orders"))
        .build();
  }

  @GetMapping("/dashboard/orders")
  ResponseEntity<String> list(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam Map<String, String> fields) {
    Asked asked = asked(fields);
    OrderBook.Filter wanted = wanted(asked);
    String text = asked.typed("q");
    KeyPage<Order> found =
        KeyPage.of(
            asked,
            (before, most) -> orders.older(me.merchant(), wanted, text, before, most),
            (after, most) -> orders.newer(me.merchant(), wanted, text, after, most),
            order -> order.id().value());
    return pages.ok(
        "dashboard/orders",
        new OrdersPage(
            shells.of(request, me, "orders", "Orders"),
            Filter.of(asked),
            Arrays.stream(OrderStatus.values()).map(Enum::name).toList(),
            catalogue.assets().stream().map(Asset::code).toList(),
            found.rows().stream().map(OrdersController::row).toList(),
            Paging.of(found, asked.file()),
            firstSteps.of(me)));
  }

  @GetMapping("/dashboard/orders/csv")
  void csv(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam Map<String, String> fields,
      HttpServletResponse response)
      throws IOException {
    Asked asked = asked(fields);
    downloads.send(
        me.merchant(),
        response,
        "orders.csv",
        out -> new OrdersFile(orders).write(me.merchant(), wanted(asked), asked.typed("q"), out));
  }

  private static Asked asked(Map<String, String> fields) {
    return Asked.of(
        "/dashboard/orders", fields, "q", "status", "currency", "platform", "from", "to");
  }

  private static Row row(Order order) {
    return new Row(
        order.id().value(),
        Texts.time(order.createdAt()),
        order.state().status().name(),
        Texts.price(order.price()),
        order.principalQuote().map(quote -> MoneyTexts.of(quote.amount())).orElse(""),
        Objects.requireNonNullElse(order.terms().bindId(), ""),
        order.terms().platform(),
        order.reversed());
  }

  private static OrderBook.Filter wanted(Asked asked) {
    Instant to = Texts.day(asked.typed("to"));
    return new OrderBook.Filter(
        status(asked.typed("status")),
        null,
        any(asked.typed("currency")),
        null,
        any(asked.typed("platform")),
        Texts.day(asked.typed("from")),
        to == null ? null : to.plus(Duration.ofDays(1)));
  }

  private static @Nullable String any(String typed) {
    return typed.isEmpty() ? null : typed;
  }

  private static @Nullable OrderStatus status(String typed) {
    return Arrays.stream(OrderStatus.values())
        .filter(status -> status.name().equals(typed))
        .findFirst()
        .orElse(null);
  }
}
