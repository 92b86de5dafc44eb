package io.aureus.api;

import io.aureus.money.Asset;
import io.aureus.orders.Order;
import io.aureus.orders.OrderInformations;
import io.aureus.orders.OrderQuote;
import java.math.BigDecimal;

/**
 * What is to be paid, and where (API section 6.2). Amounts are numbers here and texts elsewhere, as
 * documented.
 *
 * @param contractAddr the token's contract; empty for a native coin
 */
record PayInfo(
    String orderId,
    String status,
    BigDecimal amount,
    String createTime,
    String vsCurrency,
    BigDecimal vsPrice,
    String address,
    String contractAddr,
    String payUrl) {

  /** Of the quote that the payer is shown. */
  static PayInfo of(Order order, PayLinks links) {
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
        quote.address(),
        asset.contract(),
        links.cashier(order.id()));
  }

  private static BigDecimal bare(BigDecimal value) {
    return value.stripTrailingZeros();
  }
}
