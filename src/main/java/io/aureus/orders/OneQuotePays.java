package io.aureus.orders;

import java.time.Instant;
import java.util.Optional;

/**
 * One quote pays an order, whatever came to its others: once one is paid in full for sure, the
 * money of the others is none of the order's any more, and can go back as surplus. Not before: what
 * is not final may still be replaced, and then the others pay. Pure; part of {@link
 * OrderLifecycle}.
 */
final class OneQuotePays {
  private OneQuotePays() {}

  /** The order, and what is told and booked with it. */
  record Judged(Order order, Progress progress) {}

  static Judged judged(Order order, Progress progress, Instant now) {
    Optional<OrderQuote> paid = Standing.paidForSure(order);
    Judged judged = new Judged(order, progress);
    if (paid.isEmpty()) {
      return judged;
    }
    for (Payment payment : order.payments()) {
      if (isOfAnother(order, payment, paid.get())) {
        judged = without(judged, payment, now);
      }
    }
    return judged.order().equals(order)
        ? judged
        : new Judged(withAFirst(judged.order(), now), judged.progress());
  }

  /** What was undone is left as it is, and judged when it comes again. */
  private static boolean isOfAnother(Order order, Payment payment, OrderQuote paid) {
    return payment.state().isLive()
        && payment.type() != Payment.Type.RESOLVED
        && order.quote(payment.quoteNo()).filter(quote -> quote.root() != paid.no()).isPresent();
  }

  private static Judged without(Judged judged, Payment payment, Instant now) {
    Order left = judged.order().withPayment(payment.unfit(now));
    String words =
        "%s %s in %s came to another quote and does not count"
            .formatted(payment.amount().text(), payment.amount().asset().code(), payment.txHash());
    Progress progress = judged.progress().telling(words, Milestone.PAYMENT_UNKNOWN);
    boolean hasPaidAFee = payment.state() == Payment.State.CONFIRMED && !payment.fee().isZero();
    return new Judged(left, hasPaidAFee ? progress.posting(Bookings.feeBack(payment)) : progress);
  }

  /** What counts may have come second, as the rest of what counts no more. */
  private static Order withAFirst(Order order, Instant now) {
    boolean hasOne =
        order.payments().stream()
            .anyMatch(payment -> payment.type() == Payment.Type.ORDER && payment.state().isLive());
    return hasOne
        ? order
        : order.payments().stream()
            .filter(payment -> payment.type() == Payment.Type.REST && payment.state().isLive())
            .findFirst()
            .map(payment -> order.withPayment(payment.first(now)))
            .orElse(order);
  }
}
