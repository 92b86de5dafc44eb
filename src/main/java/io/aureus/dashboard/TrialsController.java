package io.aureus.dashboard;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.orders.Order;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderId;
import io.aureus.orders.OrderTrials;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The buttons of the sandbox panel on an order's page. Live mode has no such path. */
@Controller("dashboardTrials")
@ConditionalOnProperty(name = "aureus.mode", havingValue = "demo")
class TrialsController {
  private final OrderBook orders;
  private final OrderTrials trials;
  private final OrderPages orderPages;
  private final Shells shells;
  private final Pages pages;

  TrialsController(
      OrderBook orders, OrderTrials trials, OrderPages orderPages, Shells shells, Pages pages) {
    this.orders = orders;
    this.trials = trials;
    this.orderPages = orderPages;
    this.shells = shells;
    this.pages = pages;
  }

  @PostMapping("/dashboard/orders/{id}/sandbox/{name}")
  ResponseEntity<String> begin(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @PathVariable String id,
      @PathVariable String name) {
    Order order =
        Optional.of(id)
            .filter(text -> text.matches("[0-9]{20}"))
            .flatMap(text -> orders.find(me.merchant(), new OrderId(text)))
            .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "There is no such order."));
    try {
      trials.begin(order, name);
    } catch (Refusal refusal) {
      Shell shell =
          shells
              .of(request, me, "orders", "Order " + order.id())
              .trouble(Texts.sentence(refusal.words()));
      return pages.answer(HttpStatus.CONFLICT, "dashboard/order", orderPages.of(shell, order));
    }
    // Read again by GET, so that a reload does not pay again.
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create("/dashboard/orders/" + id + "#sandbox"))
        .build();
  }
}
