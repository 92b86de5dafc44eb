package io.aureus.checkout;

import io.aureus.checkout.PayPage.Depth;
import io.aureus.checkout.PayPage.Receipt;
import io.aureus.money.Amount;
import io.aureus.orders.Depths;
import io.aureus.orders.EarlyDoubt;
import io.aureus.orders.Order;
import io.aureus.orders.OrderQuote;
import io.aureus.orders.Payment;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
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
  Receipt of(Order order, Payment payment, Set<Long> forgotten, Words words) {
    Amount amount = payment.amount();
    String fits =
        payment.type() == Payment.Type.UNKNOWN ? words.text("receipt.does-not-fit") + " " : "";
    String sure =
        switch (payment.state()) {
          case SEEN, CONFIRMED ->
              forgotten.contains(payment.transferId()) && waits(order, payment)
                  ? words.text("receipt.forgotten")
                  : live(order, payment, words);
          case REPLACED -> words.text("receipt.replaced");
          case DROPPED -> words.text("receipt.dropped");
          case REVERSED -> words.text("receipt.reversed");
        };
    return new Receipt(
        amount.text() + " " + amount.asset().symbol(), fits + sure, payment.txHash());
  }

  private String live(Order order, Payment payment, Words words) {
    if (payment.amount().asset().chain().isLightning()) {
      return words.text("receipt.lightning");
    }
    if (!waits(order, payment)) {
      return payment.state() == Payment.State.CONFIRMED
          ? words.text("receipt.confirmed")
          : words.text("receipt.counts");
    }
    int needed = needed(order, payment);
    int depth = depths.of(payment, needed);
    if (needed == 0) {
      String doubt = payment.early().doubt();
      return doubt.isEmpty()
          ? words.text("receipt.checked")
          : words.text(key(EarlyDoubt.valueOf(doubt)));
    }
    return depth == 0
        ? words.count("receipt.no-block", needed)
        : words.count("receipt.depth", needed, Math.min(depth, needed));
  }

  static String key(EarlyDoubt doubt) {
    return "doubt." + doubt.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** After what a payment of it counts. */
  static String counts(OrderQuote quote, Words words) {
    if (quote.amount().asset().chain().isLightning()) {
      return words.text("pay.counts-by-lightning");
    }
    int needed = quote.counting().confirmations();
    return needed == 0 ? words.text("pay.counts-at-once") : words.count("pay.counts", needed);
  }

  /** Of a payment that waits for more; 0 for all others. */
  int depth(Order order, Payment payment) {
    return waits(order, payment) ? depths.of(payment, needed(order, payment)) : 0;
  }

  /** Of the payment that needs most of all that count; empty where none waits for confirmations. */
  Optional<Depth> least(Order order, Words words) {
    return order.countedPayments().stream()
        .filter(payment -> waits(order, payment) && needed(order, payment) > 0)
        .max(Comparator.comparingInt(payment -> needed(order, payment) - depth(order, payment)))
        .map(payment -> depth(depth(order, payment), needed(order, payment), words));
  }

  private static Depth depth(int done, int needed, Words words) {
    int most = Math.min(done, needed);
    return new Depth(most, needed, words.count("depth", needed, most));
  }

  /** Whether it is to become deeper before it counts. */
  static boolean waits(Order order, Payment payment) {
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
