package io.aureus.orders;

import io.aureus.money.Amount;
import io.aureus.wallets.Custody;
import java.time.Instant;
import java.util.Optional;

/**
 * One quote pays an order, whatever came to its others: once one is paid in full for sure, the
 * money of the others is none of the order's any more, and can go back as surplus. Not before: what
 * is not final may still be replaced, and then the others pay. So does one payment where a quote is
 * paid whole or not at all: an invoice and the offer beside it are of one quote. Pure; part of
 * {@link OrderLifecycle}.
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
    boolean isElsewhere = isElsewhere(order, paid.get());
    for (Payment payment : order.payments()) {
      // What says that the order was paid there is the merchant's, and takes no fee from us.
      boolean keepsFee = isElsewhere && payment.custody() == Custody.CUSTODIAL;
      if (isOfAnother(order, payment, paid.get())) {
        judged = without(judged, payment, keepsFee, "came to another quote", now);
      } else if (isASecond(order, payment)) {
        judged = without(judged, payment, keepsFee, "came a second time", now);
      }
    }
    return judged.order().equals(order)
        ? judged
        : new Judged(withAFirst(judged.order(), now), judged.progress());
  }

  /** Whether the quote was paid to the merchant's own wallet, or its own node of Lightning. */
  static boolean isElsewhere(Order order, OrderQuote paid) {
    return order.payments().stream()
        .filter(payment -> payment.custody() == Custody.SELF && payment.state().isLive())
        .flatMap(payment -> order.quote(payment.quoteNo()).stream())
        .anyMatch(quote -> quote.root() == paid.no());
  }

  /** What was undone is left as it is, and judged when it comes again. */
  private static boolean isOfAnother(Order order, Payment payment, OrderQuote paid) {
    return payment.state().isLive()
        && payment.type() != Payment.Type.RESOLVED
        && order.quote(payment.quoteNo()).filter(quote -> quote.root() != paid.no()).isPresent();
  }

  /** What the same invoice, or the offer beside it, brought before is all that it asked for. */
  private static boolean isASecond(Order order, Payment payment) {
    return payment.amount().asset().chain().isLightning()
        && fits(payment)
        && order.payments().stream()
            .takeWhile(other -> other.transferId() != payment.transferId())
            .anyMatch(other -> fits(other) && other.quoteNo() == payment.quoteNo());
  }

  private static boolean fits(Payment payment) {
    return payment.state().isLive()
        && payment.quoteNo() != 0
        && payment.type() != Payment.Type.RESOLVED;
  }

  private static Judged without(
      Judged judged, Payment payment, boolean keepsFee, String why, Instant now) {
    Amount fee = keepsFee ? payment.fee() : Amount.zero(payment.amount().asset());
    Order left = judged.order().withPayment(payment.unfit(fee, now));
    String words =
        "%s %s in %s %s and does not count"
            .formatted(
                payment.amount().text(), payment.amount().asset().code(), payment.txHash(), why);
    Progress progress = judged.progress().telling(words, Milestone.PAYMENT_UNKNOWN);
    boolean isBack =
        payment.state() == Payment.State.CONFIRMED && !payment.fee().isZero() && !keepsFee;
    return new Judged(left, isBack ? progress.posting(Bookings.feeBack(payment)) : progress);
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
