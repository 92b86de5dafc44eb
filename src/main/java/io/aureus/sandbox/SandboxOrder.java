package io.aureus.sandbox;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.orders.Order;
import io.aureus.orders.OrderQuote;
import io.aureus.orders.Payment;
import io.aureus.wallets.OrderInvoices;
import io.aureus.wallets.OrderInvoices.OrderInvoice;
import java.math.BigInteger;
import java.util.List;

/**
 * What a customer's wallet needs to know of an order, and what became of what was paid.
 *
 * @param asset the coin's code, empty while none is chosen
 * @param address on Lightning the payment hash
 * @param invoice that is paid on Lightning; empty elsewhere
 * @param asked what the current window asks for, in the smallest unit
 * @param due what of it was not seen yet, in the smallest unit; 0 or more
 */
public record SandboxOrder(
    String id,
    String status,
    String state,
    String asset,
    String address,
    String invoice,
    String asked,
    String due,
    List<Paid> payments) {

  /** A payment as the gateway sees it. */
  public record Paid(String txHash, String asset, String amount, String type, String state) {
    /** Whether the chain has it no more. */
    boolean isGone() {
      return !state.equals("SEEN") && !state.equals("CONFIRMED");
    }

    static Paid of(Payment payment) {
      Amount amount = payment.amount();
      return new Paid(
          payment.txHash(),
          amount.asset().code(),
          amount.text(),
          payment.type().name(),
          payment.state().name());
    }
  }

  /** Whether the current window asks for more than was seen. */
  boolean isDue() {
    return new BigInteger(due).signum() > 0;
  }

  static SandboxOrder of(Order order, OrderInvoices invoices) {
    List<Paid> payments = order.payments().stream().map(Paid::of).toList();
    String status = order.state().status().name();
    if (order.currentQuote().isEmpty()) {
      return new SandboxOrder(
          order.id().value(), status, order.state().name(), "", "", "", "0", "0", payments);
    }
    OrderQuote quote = order.currentQuote().get();
    return new SandboxOrder(
        order.id().value(),
        status,
        order.state().name(),
        quote.amount().asset().code(),
        quote.address(),
        invoices.of(quote.address()).map(OrderInvoice::request).orElse(""),
        quote.amount().units().toString(),
        due(order, quote).units().toString(),
        payments);
  }

  private static Amount due(Order order, OrderQuote quote) {
    Asset asset = quote.amount().asset();
    Amount due = quote.amount();
    for (Payment payment : order.payments()) {
      boolean stands =
          payment.state() == Payment.State.SEEN || payment.state() == Payment.State.CONFIRMED;
      if (stands && payment.quoteNo() == quote.no()) {
        due = due.minus(payment.amount());
      }
    }
    return due.isPositive() ? due : Amount.zero(asset);
  }
}
