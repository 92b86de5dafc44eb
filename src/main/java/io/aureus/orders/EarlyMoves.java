package io.aureus.orders;

import java.time.Instant;

/**
 * How an order takes a payment at the depth of its quote, before it is final or long after. Pure;
 * part of {@link OrderLifecycle}.
 */
final class EarlyMoves {
  private EarlyMoves() {}

  /** The journal says nothing of it: what is not final is pending, whatever the shop has done. */
  static Outcome trusted(Order order, long transferId, int depth, Instant now) {
    Payment payment = order.known(transferId);
    if (!payment.state().isLive() || payment.early().takenAt() != null) {
      return Outcome.silent(order);
    }
    String words =
        "%s %s counts %s"
            .formatted(
                payment.amount().text(),
                payment.amount().asset().code(),
                depth == 0 ? "unconfirmed, at the shop's risk" : "after " + depths(depth));
    Payment taken = payment.taken(new Payment.Early(now, ""), now);
    return Payments.judged(order, order.withPayment(taken), Progress.telling(words), now);
  }

  static Outcome doubted(Order order, long transferId, String doubt, Instant now) {
    Payment payment = order.known(transferId);
    boolean isOpen = payment.state() == Payment.State.SEEN && payment.early().takenAt() == null;
    if (!isOpen || payment.early().doubt().equals(doubt)) {
      return Outcome.silent(order);
    }
    Payment waits = payment.taken(new Payment.Early(null, doubt), now);
    return new Outcome(
        order.withPayment(waits).touched(now),
        java.util.List.of(),
        java.util.List.of(),
        "the payment in %s waits for a block: %s"
            .formatted(payment.txHash(), EarlyDoubt.valueOf(doubt).words()));
  }

  /** Of an order that is not paid yet: it is taken again when it is back. */
  static Outcome away(Order order, long transferId, Instant now) {
    Payment payment = order.known(transferId);
    if (!mayBeAway(order, payment)) {
      return Outcome.silent(order);
    }
    Payment waits = payment.taken(Payment.Early.NOT, now);
    String words = "the payment in %s is away and counts no longer".formatted(payment.txHash());
    return Payments.judged(order, order.withPayment(waits), Progress.telling(words), now);
  }

  static boolean mayBeAway(Order order, Payment payment) {
    return Standing.isOpen(order.state())
        && payment.state() == Payment.State.SEEN
        && payment.early().takenAt() != null;
  }

  private static String depths(int depth) {
    return depth == 1 ? "1 confirmation" : depth + " confirmations";
  }
}
