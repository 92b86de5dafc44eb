package io.aureus.orders;

import io.aureus.errors.Refusal;
import io.aureus.money.Amount;
import io.aureus.orders.OrderFact.RefundLinkMade;
import io.aureus.orders.OrderFact.RefundMoved;
import java.time.Instant;

/** How facts about refunds change an order. Pure; part of {@link OrderLifecycle}. */
final class RefundMoves {
  private RefundMoves() {}

  static Outcome requested(Order order, OrderRefund refund, Instant now) {
    mustAllow(order);
    Refundable sums = Refundable.of(order, refund.amount().asset());
    if (!sums.left().isAtLeast(refund.amount())) {
      throw tooMuch(sums);
    }
    String words =
        "a refund of %s %s to %s was asked for by %s"
            .formatted(
                refund.amount().text(),
                refund.amount().asset().code(),
                refund.destination(),
                refund.actor());
    return told(order.withRefund(refund), words, now);
  }

  /** A link that pays by itself is told as what it is: money that somebody asked to go. */
  static String words(RefundLinkMade made) {
    String plain = "a refund link was made, good until " + made.until();
    Amount claimable = made.claimable();
    return claimable == null
        ? plain
        : "%s; by it the payer's wallet may take %s %s by itself, as %s asked for"
            .formatted(plain, claimable.text(), claimable.asset().code(), made.actor());
  }

  /** A line of the story, and nothing else. */
  static Outcome told(Order order, String words, Instant now) {
    Progress progress = Progress.telling(words);
    return new Outcome(
        order.touched(now), progress.milestones(), progress.entries(), progress.words());
  }

  static Outcome moved(Order order, RefundMoved moved, Instant now) {
    OrderRefund before =
        order
            .refund(moved.refund())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "order " + order.id() + " has no refund " + moved.refund()));
    OrderRefund after = before.moved(moved.state(), moved.txHash(), now);
    if (after.equals(before) && moved.words().isEmpty()) {
      return Outcome.silent(order);
    }
    Order next = order.withRefund(after);
    boolean isEnd =
        Refundable.isAllBack(next)
            && Transition.between(order.state(), OrderState.REFUNDED).isPresent();
    return isEnd
        ? OrderLifecycle.move(next, OrderState.REFUNDED, Progress.telling(moved.words()), now)
        : told(next, moved.words(), now);
  }

  /**
   * @throws Refusal {@code CONFLICT} where the order's state allows no refund
   */
  static void mustAllow(Order order) {
    if (!Refundable.isAllowed(order.state())) {
      throw OrderLifecycle.conflict(
          "an order can be refunded when its window has ended or it is paid: " + order.situation());
    }
    if (Refundable.of(order).isEmpty()) {
      throw OrderLifecycle.conflict(
          "nothing that is confirmed came in for this order: " + order.situation());
    }
  }

  static Refusal tooMuch(Refundable sums) {
    return OrderLifecycle.conflict(
        "of %s %s that came in, %s went back or is on its way: at most %s can be refunded"
            .formatted(
                sums.cameIn().text(),
                sums.cameIn().asset().code(),
                sums.refunded().text(),
                sums.left().text()));
  }
}
