package io.aureus.checkout;

import io.aureus.checkout.PayPage.Receipt;
import io.aureus.money.Amount;
import io.aureus.orders.Depths;
import io.aureus.orders.EarlyDoubt;
import io.aureus.orders.Order;
import io.aureus.orders.OrderQuote;
import io.aureus.orders.Payment;
import java.util.Set;

/** What the payer reads of his payments, and of when they count. */
final class Receipts {
  private final Depths depths;

  Receipts(Depths depths) {
    this.depths = depths;
  }

  /**
   * @param forgotten as {@link Depths#forgotten} says
   */
  Receipt of(Order order, Payment payment, Set<Long> forgotten) {
    Amount amount = payment.amount();
    String fits =
        payment.type() == Payment.Type.UNKNOWN
            ? "It does not fit this order. The shop sees it and will get in touch. "
            : "";
    String sure =
        switch (payment.state()) {
          case SEEN, CONFIRMED ->
              forgotten.contains(payment.transferId()) && waits(order, payment)
                  ? "Seen, but the network's nodes have forgotten it for now. It may still arrive,"
                      + " and counts then."
                  : live(order, payment);
          case REPLACED ->
              "Replaced: your wallet sent another transaction in its place before a block took this"
                  + " one. This one does not count; the other does if it pays the address above.";
          case DROPPED -> "Dropped by the network before it was final: it does not count.";
          case REVERSED ->
              "Undone after it had counted: another block took the place of its own, or another"
                  + " transaction spent the same coins. It does not count any more; the shop sees"
                  + " it.";
        };
    return new Receipt(
        amount.text() + " " + amount.asset().symbol(), fits + sure, payment.txHash());
  }

  private String live(Order order, Payment payment) {
    if (payment.amount().asset().chain().isLightning()) {
      return "Paid by Lightning.";
    }
    if (!waits(order, payment)) {
      return payment.state() == Payment.State.CONFIRMED
          ? "Confirmed."
          : "Seen; it counts for the shop already.";
    }
    int needed = needed(order, payment);
    int depth = depths.of(payment, needed);
    if (needed == 0) {
      String doubt = payment.early().doubt();
      return doubt.isEmpty()
          ? "Seen, being checked."
          : "Seen, waiting for a block: " + EarlyDoubt.valueOf(doubt).words() + ".";
    }
    return depth == 0
        ? "Seen, not in a block yet: waiting for " + confirmations(needed) + "."
        : "Seen, %d of %s.".formatted(Math.min(depth, needed), confirmations(needed));
  }

  private static String confirmations(int count) {
    return count == 1 ? "1 confirmation" : count + " confirmations";
  }

  /** After what a payment of it counts. */
  static String counts(OrderQuote quote) {
    if (quote.amount().asset().chain().isLightning()) {
      return "What is paid by Lightning is final at once.";
    }
    int needed = quote.counting().confirmations();
    return needed == 0
        ? "This payment counts as soon as it is seen. One that may be replaced, or pays a low fee,"
            + " counts after 1 confirmation."
        : "This payment counts after " + confirmations(needed) + ".";
  }

  /** Of a payment that waits for more; 0 for all others. */
  int depth(Order order, Payment payment) {
    return waits(order, payment) ? depths.of(payment, needed(order, payment)) : 0;
  }

  /** Whether it is to become deeper before it counts. */
  private static boolean waits(Order order, Payment payment) {
    boolean isFinal =
        payment.state() == Payment.State.CONFIRMED
            && needed(order, payment) <= payment.amount().asset().chain().confirmations();
    return payment.state().isLive() && payment.early().takenAt() == null && !isFinal;
  }

  private static int needed(Order order, Payment payment) {
    return order
        .quote(payment.quoteNo())
        .map(quote -> quote.counting().confirmations())
        .orElse(payment.amount().asset().chain().confirmations());
  }
}
