package io.aureus.orders;

import io.aureus.orders.OrderFact.PaymentMoved;
import io.aureus.orders.OrderFact.Sighting;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/** How facts about payments change an order. Pure; part of {@link OrderLifecycle}. */
final class Payments {
  private Payments() {}

  static Outcome seen(Order order, Sighting sighting, Instant now) {
    Optional<Payment> known = order.paymentOf(sighting.transferId());
    if (known.isPresent() && known.get().state().isLive()) {
      return moved(order, new PaymentMoved(sighting.transferId(), sighting.blockNumber()), now);
    }
    Payment payment =
        known
            .map(gone -> returned(order, gone, sighting, now))
            .orElseGet(() -> first(order, sighting, now));
    Order paid = order.withPayment(payment);
    boolean counts = payment.type() != Payment.Type.UNKNOWN;
    String words =
        "saw %s %s in %s%s"
            .formatted(
                payment.amount().text(),
                payment.amount().asset().code(),
                payment.txHash(),
                counts ? "" : ", which does not fit the order");
    Progress progress =
        Progress.telling(words)
            .posting(Bookings.seen(payment))
            .and(counts ? Milestone.PAYMENT_SEEN : Milestone.PAYMENT_UNKNOWN);
    return judged(order, paid, progress, now);
  }

  static Outcome confirmed(Order order, long transferId, Instant now) {
    Payment payment = order.known(transferId);
    if (payment.state() != Payment.State.SEEN) {
      return Outcome.silent(order);
    }
    Payment sure = payment.confirmed(now, Bookings.fee(order, payment));
    Progress progress =
        Progress.telling(
                "%s %s confirmed".formatted(sure.amount().text(), sure.amount().asset().code()))
            .posting(Bookings.confirmed(sure))
            .and(Milestone.PAYMENT_CONFIRMED);
    return judged(order, order.withPayment(sure), progress, now);
  }

  static Outcome moved(Order order, PaymentMoved moved, Instant now) {
    Payment payment = order.known(moved.transferId());
    Order next = order.withPayment(payment.inBlock(moved.blockNumber(), now));
    return Outcome.silent(next.touched(now));
  }

  static Outcome dropped(Order order, long transferId, Instant now) {
    return gone(order, transferId, Payment.State.DROPPED, now);
  }

  static Outcome replaced(Order order, long transferId, Instant now) {
    return gone(order, transferId, Payment.State.REPLACED, now);
  }

  private static Outcome gone(Order order, long transferId, Payment.State how, Instant now) {
    Payment payment = order.known(transferId);
    if (payment.state() != Payment.State.SEEN) {
      return Outcome.silent(order);
    }
    boolean replaced = how == Payment.State.REPLACED;
    boolean wasTaken = payment.early().takenAt() != null && !Standing.isOpen(order.state());
    Payment gone = payment.in(how, now);
    // The shop was told that it is paid: for it this is no other than a payment that was undone.
    boolean isUndone = wasTaken || leavesTooLittle(order, gone);
    String what =
        replaced ? " was replaced by its sender, unconfirmed" : " vanished from the chain";
    Milestone milestone = replaced ? Milestone.PAYMENT_REPLACED : Milestone.PAYMENT_DROPPED;
    Progress progress =
        Progress.telling(
                "the payment in "
                    + payment.txHash()
                    + what
                    + (wasTaken ? ", after it had been taken before it was final" : ""))
            .posting(Bookings.dropped(payment))
            .and(isUndone ? Milestone.PAYMENT_REVERSED : milestone);
    Payment left = isUndone ? payment.in(Payment.State.REVERSED, now) : gone;
    Order after = order.withPayment(left);
    return replaced
        ? judged(order, after, progress, now)
        : withoutForGood(order, after, progress, now);
  }

  /**
   * What vanished may have been all that had not gone back to the payer. What was replaced or
   * undone ends no order: as a rule the same money comes in its place, or again.
   */
  private static Outcome withoutForGood(Order before, Order after, Progress progress, Instant now) {
    boolean isEnd =
        Refundable.isAllBack(after)
            && Transition.between(before.state(), OrderState.REFUNDED).isPresent();
    return isEnd
        ? OrderLifecycle.move(after, OrderState.REFUNDED, progress, now)
        : judged(before, after, progress, now);
  }

  /** Whether the order's success has nothing to stand on without it. */
  private static boolean leavesTooLittle(Order order, Payment gone) {
    return Standing.isSold(order.state())
        && gone.counts()
        && !Standing.isEnough(order.withPayment(gone));
  }

  static Outcome reversed(Order order, long transferId, Instant now) {
    Payment payment = order.known(transferId);
    if (payment.state() != Payment.State.CONFIRMED) {
      return dropped(order, transferId, now);
    }
    Progress progress =
        Progress.telling(
                "the confirmed payment in " + payment.txHash() + " was undone by the chain")
            .posting(Bookings.reversed(payment))
            .and(Milestone.PAYMENT_REVERSED);
    Order left = order.withPayment(payment.in(Payment.State.REVERSED, now));
    return judged(order, left, progress, now);
  }

  static Outcome accepted(Order order, UUID paymentId, Instant now) {
    Payment payment =
        order.payments().stream()
            .filter(candidate -> candidate.id().equals(paymentId))
            .findFirst()
            .orElseThrow(() -> OrderLifecycle.conflict("this order has no such payment"));
    if (Transition.between(order.state(), OrderState.RESOLVED).isEmpty()) {
      throw OrderLifecycle.conflict(
          "only an OVERDUE, PARTIAL or TERMINATED order can be resolved: " + order.situation());
    }
    if (payment.state() != Payment.State.CONFIRMED) {
      throw OrderLifecycle.conflict(
          "the payment is %s, not confirmed; try again when it is"
              .formatted(payment.state().status()));
    }
    Refundable sums = Refundable.of(order, payment.amount().asset());
    if (!sums.left().isAtLeast(payment.amount())) {
      throw OrderLifecycle.conflict(
          "the payment went back or is on its way back: only %s %s of what came is still here"
              .formatted(sums.left().text(), sums.left().asset().code()));
    }
    Payment taken = payment.taken(Bookings.shareOf(order, payment.amount()), now);
    Progress progress =
        Progress.telling(
            "the merchant took %s %s for the order"
                .formatted(taken.amount().text(), taken.amount().asset().code()));
    if (!taken.fee().equals(payment.fee())) {
      progress = progress.posting(Bookings.feeAfterwards(taken, payment.fee()));
    }
    return OrderLifecycle.move(order.withPayment(taken), OrderState.RESOLVED, progress, now);
  }

  /** The order after its payments changed: where the sums put it, along the table. */
  static Outcome judged(Order before, Order changed, Progress told, Instant now) {
    OrderState to = Standing.of(changed);
    OneQuotePays.Judged judged =
        Standing.isSold(to)
            ? OneQuotePays.judged(changed, told, now)
            : new OneQuotePays.Judged(changed, told);
    Order after = judged.order();
    Progress progress = judged.progress();
    if (to == before.state()) {
      return new Outcome(
          after.touched(now), progress.milestones(), progress.entries(), progress.words());
    }
    return OrderLifecycle.move(after, to, progress, now);
  }

  private static Payment first(Order order, Sighting sighting, Instant now) {
    int quoteNo = quoteFor(order, sighting);
    boolean isFirst =
        order.payments().stream()
            .noneMatch(payment -> payment.quoteNo() != 0 && payment.state().isLive());
    Payment.Type type =
        quoteNo == 0 ? Payment.Type.UNKNOWN : isFirst ? Payment.Type.ORDER : Payment.Type.REST;
    return Payment.seen(order, sighting, new Payment.Place(quoteNo, type), now);
  }

  /** A payment that had gone and is back: it counts where it would have counted all along. */
  private static Payment returned(Order order, Payment gone, Sighting sighting, Instant now) {
    boolean fits =
        gone.type() == Payment.Type.RESOLVED
            || (gone.quoteNo() != 0
                && (Standing.isOpen(order.state())
                    || fitsPartial(order, gone)
                    || wasPaidBy(order, gone)));
    Payment.Type type = fits ? gone.type() : Payment.Type.UNKNOWN;
    Payment.Early early = wasPaidBy(order, gone) ? gone.early() : Payment.Early.NOT;
    return gone.returned(
        new Payment.Place(fits ? gone.quoteNo() : 0, type), sighting.blockNumber(), early, now);
  }

  /** What would make a closed window's order whole is the merchant's to take. */
  private static boolean fitsPartial(Order order, Payment gone) {
    return order.state() == OrderState.PARTIAL
        && !Standing.isEnough(order.withPayment(gone.in(Payment.State.SEEN, gone.updatedAt())));
  }

  /** What comes in the place of what the order was paid with is no second payment. */
  private static boolean isPaidByWhatIsGone(Order order) {
    return Standing.isSold(order.state()) && order.reversed() && !Standing.isEnough(order);
  }

  private static boolean wasPaidBy(Order order, Payment gone) {
    return Standing.isSold(order.state()) && gone.state() == Payment.State.REVERSED;
  }

  /**
   * The quote that a transfer pays: the newest one of that address and asset whose window was open
   * at sight, while the order waits; else 0.
   */
  private static int quoteFor(Order order, Sighting sighting) {
    if (!Standing.isOpen(order.state()) && !isPaidByWhatIsGone(order)) {
      return 0;
    }
    return order.quotes().stream()
        .filter(quote -> quote.address().equals(sighting.to()))
        .filter(quote -> quote.amount().asset().code().equals(sighting.amount().asset().code()))
        .filter(quote -> !sighting.sightedAt().isAfter(quote.deadline()))
        .max(Comparator.comparingInt(OrderQuote::no))
        .map(OrderQuote::no)
        .orElse(0);
  }
}
