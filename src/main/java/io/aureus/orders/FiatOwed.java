package io.aureus.orders;

import io.aureus.money.Amount;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What of an order's price has not gone back yet, by what its refunds were worth: those of kind
 * {@code FIAT_EQUAL} what they were asked for as, the others by the rate of the order. Pure.
 */
final class FiatOwed {
  private static final int DECIMALS = 8;

  private FiatOwed() {}

  /** In the price's currency; never negative. */
  static BigDecimal of(Order order) {
    BigDecimal back =
        order.refunds().stream()
            .filter(refund -> refund.state() != OrderRefund.State.FAILED)
            .map(refund -> worth(order, refund))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return order.price().value().subtract(back).max(BigDecimal.ZERO);
  }

  private static BigDecimal worth(Order order, OrderRefund refund) {
    BigDecimal fiat = refund.fiat();
    if (fiat != null) {
      return fiat;
    }
    if (refund.kind() == OrderRefund.Kind.SURPLUS) {
      return BigDecimal.ZERO;
    }
    Amount amount = refund.amount();
    return order
        .principalQuote()
        .map(OrderQuote::amount)
        .filter(asked -> asked.asset().code().equals(amount.asset().code()))
        .map(
            asked ->
                order
                    .price()
                    .value()
                    .multiply(amount.decimal())
                    .divide(asked.decimal(), DECIMALS, RoundingMode.HALF_UP))
        .orElse(BigDecimal.ZERO);
  }
}
