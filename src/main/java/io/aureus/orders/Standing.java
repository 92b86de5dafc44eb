package io.aureus.orders;

import io.aureus.money.Amount;
import java.math.BigInteger;
import java.util.Optional;

/** Where the sums of its payments put an order. Pure; part of {@link OrderLifecycle}. */
final class Standing {
  private static final BigInteger ALL_BPS = BigInteger.valueOf(10_000);

  private Standing() {}

  /** True where a payment may still make the order's success. */
  static boolean isOpen(OrderState state) {
    return switch (state) {
      case WAITING, UNDERPAID, CONFIRMING, REMAINDER_REQUESTED -> true;
      case CHOOSING, PAID, PARTIAL, EXPIRED, RESOLVED, TERMINATED, REFUNDED -> false;
    };
  }

  /** Also where all that is left went back meanwhile: its payments are what they were. */
  static boolean isSold(OrderState state) {
    return state == OrderState.PAID || state == OrderState.REFUNDED;
  }

  /** The state that the payments call for; a state that is not open stays. */
  static OrderState of(Order order) {
    if (!isOpen(order.state())) {
      return order.state();
    }
    boolean anySeen = false;
    boolean enoughSeen = false;
    boolean remainderAsked = false;
    for (OrderQuote quote : order.quotes()) {
      remainderAsked |= quote.remainderOf() != 0;
      if (quote.remainderOf() == 0) {
        Amount need = need(order, quote);
        Amount seen = received(order, quote, false);
        anySeen |= seen.isPositive();
        enoughSeen |= seen.isAtLeast(need);
      }
    }
    if (paidForSure(order).isPresent()) {
      return OrderState.PAID;
    }
    if (enoughSeen) {
      return OrderState.CONFIRMING;
    }
    if (remainderAsked) {
      return OrderState.REMAINDER_REQUESTED;
    }
    return anySeen ? OrderState.UNDERPAID : OrderState.WAITING;
  }

  /** The quote that is paid in full for sure. */
  static Optional<OrderQuote> paidForSure(Order order) {
    return order.quotes().stream()
        .filter(quote -> quote.remainderOf() == 0)
        .filter(quote -> received(order, quote, true).isAtLeast(need(order, quote)))
        .findFirst();
  }

  /** True where one of the quotes is paid in full, if not for sure. */
  static boolean isEnough(Order order) {
    return order.quotes().stream()
        .filter(quote -> quote.remainderOf() == 0)
        .anyMatch(quote -> received(order, quote, false).isAtLeast(need(order, quote)));
  }

  /** What is still missing of a quote, its requests of a remainder included; never negative. */
  static Amount missing(Order order, OrderQuote root) {
    Amount rest = root.amount().minus(received(order, root, false));
    return rest.isPositive() ? rest : Amount.zero(root.amount().asset());
  }

  /** The live payments that count for a quote or for the requests of its remainder. */
  static Amount received(Order order, OrderQuote root, boolean sureOnly) {
    Amount sum = Amount.zero(root.amount().asset());
    for (Payment payment : order.payments()) {
      boolean counts =
          order
              .quote(payment.quoteNo())
              .filter(quote -> quote.root() == root.no())
              .filter(quote -> sureOnly ? payment.isSure(quote) : payment.state().isLive())
              .isPresent();
      if (counts) {
        sum = sum.plus(payment.amount());
      }
    }
    return sum;
  }

  /**
   * The least that counts as whole: the amount less the tolerance, rounded in the shop's favour.
   */
  private static Amount need(Order order, OrderQuote quote) {
    BigInteger tolerated =
        quote
            .amount()
            .units()
            .multiply(BigInteger.valueOf(order.policy().toleranceBps()))
            .divide(ALL_BPS);
    return new Amount(quote.amount().asset(), quote.amount().units().subtract(tolerated));
  }
}
