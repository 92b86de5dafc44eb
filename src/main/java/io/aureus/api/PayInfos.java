package io.aureus.api;

import io.aureus.money.Asset;
import io.aureus.orders.Order;
import io.aureus.orders.OrderInformations;
import io.aureus.orders.OrderQuote;
import io.aureus.wallets.OrderInvoices;
import io.aureus.wallets.OrderInvoices.OrderInvoice;
import java.math.BigDecimal;

/** Says of an order what is to be paid, and where. */
final class PayInfos {
  private final OrderInvoices invoices;
  private final PayLinks links;

  PayInfos(OrderInvoices invoices, PayLinks links) {
    this.invoices = invoices;
    this.links = links;
  }

  /** Of the quote that the payer is shown. */
  PayInfo of(Order order) {
    OrderQuote quote =
        order
            .currentQuote()
            .orElseThrow(() -> new IllegalStateException("order " + order.id() + " has no quote"));
    Asset asset = quote.amount().asset();
    return new PayInfo(
        order.id().value(),
        order.state().status().name(),
        bare(quote.amount().decimal()),
        OrderInformations.wireTime(order.createdAt()),
        order.price().currency(),
        bare(order.price().value()),
        payable(quote),
        asset.contract(),
        links.cashier(order.id()));
  }

  /** The offer beside the invoice that the payer is shown; empty where there is none. */
  String offer(Order order) {
    return order
        .currentQuote()
        .flatMap(quote -> invoices.of(quote.address()))
        .map(OrderInvoice::offer)
        .orElse("");
  }

  private String payable(OrderQuote quote) {
    return quote.amount().asset().chain().isLightning()
        ? invoices.of(quote.address()).map(OrderInvoice::request).orElseThrow()
        : quote.address();
  }

  private static BigDecimal bare(BigDecimal value) {
    return value.stripTrailingZeros();
  }
}
