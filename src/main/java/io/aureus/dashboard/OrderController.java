package io.aureus.dashboard;

import io.aureus.callbacks.Deliveries;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.orders.Order;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderDesk;
import io.aureus.orders.OrderId;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One order's story, and what its merchant may do with it. */
@Controller("dashboardOrder")
class OrderController {
  private final OrderBook orders;
  private final OrderDesk desk;
  private final Deliveries deliveries;
  private final OrderPages orderPages;
  private final Shells shells;
  private final Deeds deeds;
  private final Pages pages;

  OrderController(
      OrderBook orders,
      OrderDesk desk,
      Deliveries deliveries,
      OrderPages orderPages,
      Shells shells,
      Deeds deeds,
      Pages pages) {
    this.orders = orders;
    this.desk = desk;
    this.deliveries = deliveries;
    this.orderPages = orderPages;
    this.shells = shells;
    this.deeds = deeds;
    this.pages = pages;
  }

  @GetMapping("/dashboard/orders/{id}")
  ResponseEntity<String> order(
      @AuthenticationPrincipal SignedIn me, HttpServletRequest request, @PathVariable String id) {
    Order order = find(me, id);
    return pages.ok("dashboard/order", orderPages.of(shell(request, me, order), order));
  }

  @PostMapping("/dashboard/orders/{id}/remaining")
  ResponseEntity<String> remaining(
      @AuthenticationPrincipal SignedIn me, HttpServletRequest request, @PathVariable String id) {
    return act(
        me,
        request,
        id,
        order -> {
          desk.requestRemaining(me.merchant(), order.id());
          return "The rest is asked for on the payer's page.";
        });
  }

  @PostMapping("/dashboard/orders/{id}/terminate")
  ResponseEntity<String> terminate(
      @AuthenticationPrincipal SignedIn me, HttpServletRequest request, @PathVariable String id) {
    return act(
        me,
        request,
        id,
        order -> {
          desk.terminate(me.merchant(), order.id());
          return "The order is closed.";
        });
  }

  /**
   * @param rate {@code today} to take the payment only where it covers the price today
   */
  @PostMapping("/dashboard/orders/{id}/resolve")
  ResponseEntity<String> resolve(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String payment,
      @RequestParam(defaultValue = "today") String rate) {
    return act(
        me,
        request,
        id,
        order -> {
          desk.resolve(me.merchant(), order.id(), Deeds.id(payment), !rate.equals("old"));
          return "The payment is taken for this order.";
        });
  }

  @PostMapping("/dashboard/orders/{id}/redeliver")
  ResponseEntity<String> redeliver(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String delivery) {
    return act(
        me,
        request,
        id,
        order -> {
          deliveries.redeliver(me.merchant(), Deeds.id(delivery));
          return "It is being sent again.";
        });
  }

  private ResponseEntity<String> act(
      SignedIn me, HttpServletRequest request, String id, Function<Order, String> deed) {
    Order order = find(me, id);
    return deeds.act(
        shell(request, me, order),
        () -> deed.apply(order),
        "dashboard/order",
        shell -> orderPages.of(shell, find(me, id)));
  }

  private Shell shell(HttpServletRequest request, SignedIn me, Order order) {
    return shells.of(request, me, "orders", "Order " + order.id());
  }

  /** Another merchant's order is not known to this one. */
  private Order find(SignedIn me, String id) {
    return Optional.of(id)
        .filter(text -> text.matches("[0-9]{20}"))
        .flatMap(text -> orders.find(me.merchant(), new OrderId(text)))
        .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "There is no such order."));
  }
}
