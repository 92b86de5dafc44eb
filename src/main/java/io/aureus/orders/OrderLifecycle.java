package io.aureus.orders;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Amount;
import io.aureus.orders.OrderFact.ClosedByHand;
import io.aureus.orders.OrderFact.CoinChosen;
import io.aureus.orders.OrderFact.PaymentAccepted;
import io.aureus.orders.OrderFact.PaymentAway;
import io.aureus.orders.OrderFact.PaymentConfirmed;
import io.aureus.orders.OrderFact.PaymentDoubted;
import io.aureus.orders.OrderFact.PaymentDropped;
import io.aureus.orders.OrderFact.PaymentMoved;
import io.aureus.orders.OrderFact.PaymentReplaced;
import io.aureus.orders.OrderFact.PaymentReversed;
import io.aureus.orders.OrderFact.PaymentSeen;
import io.aureus.orders.OrderFact.PaymentTrusted;
import io.aureus.orders.OrderFact.RefundAddressGiven;
import io.aureus.orders.OrderFact.RefundLinkMade;
import io.aureus.orders.OrderFact.RefundMoved;
import io.aureus.orders.OrderFact.RefundRequested;
import io.aureus.orders.OrderFact.RemainderRequested;
import io.aureus.orders.OrderFact.WindowEnded;
import java.time.Instant;
import java.util.Optional;

/**
 * The life of an order: from an order, a fact and an instant to the next order and what follows. No
 * I/O, no clock, no chance. Every change of state goes through {@link Transition#TABLE}.
 */
final class OrderLifecycle {
  /** Each quote takes a fresh address: without a limit a payer could empty the pool. */
  static final int MAX_QUOTES = 20;

  private OrderLifecycle() {}

  /**
   * @throws Refusal {@code CONFLICT} where a person asks for what the order's state does not allow;
   *     facts of a chain and of time are never refused
   */
  static Outcome apply(Order order, OrderFact fact, Instant now) {
    return switch (fact) {
      case CoinChosen chosen -> chooseCoin(order, chosen, now);
      case PaymentSeen seen -> Payments.seen(order, seen.sighting(), now);
      case PaymentConfirmed confirmed -> Payments.confirmed(order, confirmed.transferId(), now);
      case PaymentTrusted trusted ->
          EarlyMoves.trusted(order, trusted.transferId(), trusted.depth(), now);
      case PaymentDoubted doubted ->
          EarlyMoves.doubted(order, doubted.transferId(), doubted.doubt(), now);
      case PaymentAway away -> EarlyMoves.away(order, away.transferId(), now);
      case PaymentMoved moved -> Payments.moved(order, moved, now);
      case PaymentDropped dropped -> Payments.dropped(order, dropped.transferId(), now);
      case PaymentReplaced replaced -> Payments.replaced(order, replaced.transferId(), now);
      case PaymentReversed reversed -> Payments.reversed(order, reversed.transferId(), now);
      case WindowEnded ended -> endWindow(order, now);
      case RemainderRequested requested -> requestRemainder(order, requested, now);
      case PaymentAccepted accepted -> Payments.accepted(order, accepted.payment(), now);
      case ClosedByHand closed -> close(order, now);
      case RefundRequested requested -> RefundMoves.requested(order, requested.refund(), now);
      case RefundMoved moved -> RefundMoves.moved(order, moved, now);
      case RefundLinkMade made -> RefundMoves.told(order, RefundMoves.words(made), now);
      case RefundAddressGiven given ->
          RefundMoves.told(order, "the payer asks for the refund at " + given.address(), now);
    };
  }

  /** The order moved along the table, with the move's own milestone after {@code milestones}. */
  static Outcome move(Order order, OrderState to, Progress progress, Instant now) {
    Transition transition =
        Transition.between(order.state(), to)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "order %s cannot go from %s to %s"
                            .formatted(order.id(), order.state(), to)));
    return new Outcome(
        order.in(to).touched(now),
        progress.and(transition.milestone()).milestones(),
        progress.entries(),
        progress.words());
  }

  /**
   * Also asked before a node is asked for an invoice.
   *
   * @throws Refusal {@code CONFLICT} where no coin may be chosen any more
   */
  static void mustTakeACoin(Order order) {
    boolean open = order.state() == OrderState.CHOOSING || order.state() == OrderState.WAITING;
    if (!open || order.payments().stream().anyMatch(payment -> payment.state().isLive())) {
      throw conflict("the coin can no longer be changed: " + order.situation());
    }
    if (order.quotes().size() >= MAX_QUOTES) {
      throw conflict("the coin was changed too often; pay in the one that is chosen");
    }
  }

  private static Outcome chooseCoin(Order order, CoinChosen chosen, Instant now) {
    mustTakeACoin(order);
    Order quoted = order;
    for (OrderQuote each : chosen.quotes()) {
      quoted = quoted.withQuote(each);
    }
    OrderQuote quote = chosen.quotes().getLast();
    String words =
        "asked for %s %s at %s%s"
            .formatted(
                quote.amount().text(),
                quote.amount().asset().code(),
                quote.address(),
                chosen.quotes().size() > 1 ? ", or by an invoice of Lightning" : "");
    return move(quoted, OrderState.WAITING, Progress.telling(words), now);
  }

  private static Outcome endWindow(Order order, Instant now) {
    return switch (order.state()) {
      case CHOOSING, WAITING ->
          move(order, OrderState.EXPIRED, Progress.telling("the window ended unpaid"), now);
      case UNDERPAID, REMAINDER_REQUESTED ->
          move(
              order, OrderState.PARTIAL, Progress.telling("the window ended with too little"), now);
      case CONFIRMING, PAID, PARTIAL, EXPIRED, RESOLVED, TERMINATED, REFUNDED ->
          Outcome.silent(order);
    };
  }

  /**
   * Likewise.
   *
   * @throws Refusal {@code CONFLICT} where nothing more may be asked for
   */
  static void mustTakeARest(Order order, Amount rest) {
    if (order.state() != OrderState.PARTIAL) {
      throw conflict("only a PARTIAL order has a rest to ask for: " + order.situation());
    }
    if (Refundable.of(order, rest.asset()).refunded().isPositive()) {
      throw conflict("a part of what came went back or is on its way back: refund the rest");
    }
  }

  private static Outcome requestRemainder(Order order, RemainderRequested fact, Instant now) {
    OrderQuote quote = fact.quote();
    mustTakeARest(order, quote.amount());
    String words =
        "asked for the remaining %s %s"
            .formatted(quote.amount().text(), quote.amount().asset().code());
    return move(
        order.withQuote(quote), OrderState.REMAINDER_REQUESTED, Progress.telling(words), now);
  }

  private static Outcome close(Order order, Instant now) {
    Optional<Transition> transition = Transition.between(order.state(), OrderState.TERMINATED);
    if (transition.isEmpty()) {
      throw conflict("this order can no longer be closed: " + order.situation());
    }
    return move(order, OrderState.TERMINATED, Progress.telling("closed by hand"), now);
  }

  static Refusal conflict(String words) {
    return new Refusal(ErrorCode.CONFLICT, words);
  }
}
