package io.aureus.api;

import io.aureus.orders.OpenedOrder;
import io.aureus.orders.Order;
import io.aureus.orders.OrderId;
import io.aureus.web.PublicUrl;

/** The links that a shop sends its payer to; hash routes, as Aurpay's plugins know them. */
final class PayLinks {
  private final PublicUrl base;

  PayLinks(PublicUrl base) {
    this.base = base;
  }

  String cashier(OrderId id) {
    return base.of("/#/cashier/" + id);
  }

  /** Where the payer chooses his coin, or, where there is nothing to choose, where he pays. */
  String checkout(OpenedOrder opened) {
    Order order = opened.order();
    if (order.currentQuote().isPresent() || opened.token().isEmpty()) {
      return cashier(order.id());
    }
    return base.of("/#/cashier/choose?token=" + opened.token().get());
  }
}
