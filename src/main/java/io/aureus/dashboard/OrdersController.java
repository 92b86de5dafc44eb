package io.aureus.dashboard;

import io.aureus.dashboard.OrdersPage.Filter;
import io.aureus.dashboard.OrdersPage.Row;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.orders.Order;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderStatus;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The list of orders. */
@Controller("dashboardOrders")
class OrdersController {
  private static final int ROWS = 20;

  private final OrderBook orders;
  private final Catalogue catalogue;
  private final Shells shells;
  private final Pages pages;

  OrdersController(OrderBook orders, Catalogue catalogue, Shells shells, Pages pages) {
    this.orders = orders;
    this.catalogue = catalogue;
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
      Filter filter,
      @RequestParam(defaultValue = "1") String page) {
    Filter typed = whole(filter);
    int number = number(page);
    OrderBook.Listing<Order> found =
        orders.list(me.merchant(), wanted(typed), new OrderBook.Page(number, ROWS));
    int last = (int) Math.max(1, (found.total() + ROWS - 1) / ROWS);
    return pages.ok(
        "dashboard/orders",
        new OrdersPage(
            shells.of(request, me, "orders", "Orders"),
            typed,
            Arrays.stream(OrderStatus.values()).map(Enum::name).toList(),
            catalogue.assets().stream().map(Asset::code).toList(),
            found.rows().stream().map(OrdersController::row).toList(),
            found.total(),
            number,
            last,
            number > 1 ? path(typed, number - 1) : "",
            number < last ? path(typed, number + 1) : ""));
  }

  private static Row row(Order order) {
    return new Row(
        order.id().value(),
        Texts.time(order.createdAt()),
        order.state().status().name(),
        Texts.price(order.price()),
        order
            .principalQuote()
            .map(quote -> quote.amount().text() + " " + quote.amount().asset().code())
            .orElse(""),
        order.terms().platform(),
        order.reversed());
  }

  /** A field that is not in the address is empty. */
  private static Filter whole(Filter filter) {
    return new Filter(
        text(filter.status()),
        text(filter.currency()),
        text(filter.platform()),
        text(filter.from()),
        text(filter.to()));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.replace("\0", "").strip();
  }

  private static OrderBook.Filter wanted(Filter typed) {
    Instant to = Texts.day(typed.to());
    return new OrderBook.Filter(
        status(typed.status()),
        null,
        any(typed.currency()),
        null,
        any(typed.platform()),
        Texts.day(typed.from()),
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

  private static int number(String page) {
    return page.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(page) : 1;
  }

  private static String path(Filter filter, int page) {
    UriComponentsBuilder path = UriComponentsBuilder.fromPath("/dashboard/orders");
    for (List<String> field :
        List.of(
            List.of("status", filter.status()),
            List.of("currency", filter.currency()),
            List.of("platform", filter.platform()),
            List.of("from", filter.from()),
            List.of("to", filter.to()))) {
      if (!field.getLast().isEmpty()) {
        path.queryParam(field.getFirst(), "{" + field.getFirst() + "}");
      }
    }
    return path.queryParam("page", page)
        .encode()
        .buildAndExpand(
            Map.of(
                "status", filter.status(),
                "currency", filter.currency(),
                "platform", filter.platform(),
                "from", filter.from(),
                "to", filter.to()))
        .toUriString();
  }
}
