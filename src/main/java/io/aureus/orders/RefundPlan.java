package io.aureus.orders;

import static java.util.stream.Collectors.joining;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.FiatAmount;
import io.aureus.payouts.AskedAmount;
import io.aureus.pricing.Quotes;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what a refund is of, and how much. No call to any node. */
final class RefundPlan {
  private final Quotes quotes;

  RefundPlan(Quotes quotes) {
    this.quotes = quotes;
  }

  /**
   * The asset that a refund is in: where none is named, the order's own if it came in at all.
   *
   * @throws Refusal {@code CONFLICT} where nothing of it can go back
   */
  static Refundable sums(Order order, @Nullable String currency) {
    RefundMoves.mustAllow(order);
    Refundable sums = chosen(order, currency);
    if (!sums.left().isPositive()) {
      throw OrderLifecycle.conflict(
          "all that came in (%s) went back or is on its way back%s"
              .formatted(code(sums), others(order)));
    }
    return sums;
  }

  /**
   * The asset that is meant, whether something of it is left or not.
   *
   * @throws Refusal {@code CONFLICT} where nothing of it came in
   */
  static Refundable chosen(Order order, @Nullable String currency) {
    List<Refundable> all = Refundable.of(order);
    return all.stream()
        .filter(one -> currency == null || code(one).equals(currency))
        .findFirst()
        .orElseThrow(
            () ->
                OrderLifecycle.conflict(
                    "no %s came in for this order; there came %s"
                        .formatted(
                            currency, all.stream().map(RefundPlan::code).collect(joining(", ")))));
  }

  /** A request that is repeated by mistake must not take the next coin. */
  private static String others(Order order) {
    String codes =
        Refundable.of(order).stream()
            .filter(one -> one.left().isPositive())
            .map(RefundPlan::code)
            .collect(joining(" or "));
    return codes.isEmpty() ? "" : "; to refund what came in another coin, say currency: " + codes;
  }

  /**
   * @throws Refusal {@code CONFLICT} where more is asked for than is left; {@code BAD_REQUEST} for
   *     an amount that is none; {@code UNAVAILABLE} where no rate is known now
   */
  Amount amount(Order order, Refundable sums, Refunds.Wish wish) {
    if (wish.amount() != null
        && wish.kind() != OrderRefund.Kind.PARTIAL
        && wish.kind() != OrderRefund.Kind.FIAT_EQUAL) {
      throw bad("amount: goes with kind PARTIAL or FIAT_EQUAL, not with " + wish.kind());
    }
    Amount amount =
        switch (wish.kind()) {
          case FULL -> sums.left();
          case PARTIAL -> given(sums, wish.amount());
          case SURPLUS -> surplus(sums);
          case FIAT_EQUAL -> least(sums.left(), worth(order, sums.left().asset(), wish.amount()));
          case COIN_EQUAL -> least(sums.left(), asked(sums));
        };
    if (!sums.left().isAtLeast(amount)) {
      throw RefundMoves.tooMuch(sums);
    }
    return amount;
  }

  private static Amount given(Refundable sums, @Nullable BigDecimal amount) {
    Asset asset = sums.left().asset();
    if (amount == null) {
      throw bad("amount is missing: say how many %s are to go back".formatted(asset.code()));
    }
    return AskedAmount.of(asset, amount, () -> RefundMoves.tooMuch(sums));
  }

  private static Amount surplus(Refundable sums) {
    if (!sums.surplus().isPositive()) {
      throw OrderLifecycle.conflict(
          "no surplus is left: %s %s are here, and %s were asked for"
              .formatted(sums.left().text(), sums.left().asset().code(), sums.kept().text()));
    }
    return sums.surplus();
  }

  /** In a coin that was never asked for, all of it. */
  private static Amount asked(Refundable sums) {
    if (!sums.kept().isPositive()) {
      return sums.left();
    }
    if (!sums.owed().isPositive()) {
      throw OrderLifecycle.conflict(
          "the %s %s that were asked for went back or are on their way back; PARTIAL sends back"
                  .formatted(sums.kept().text(), sums.kept().asset().code())
              + " a part of what is left, at most "
              + sums.left().text());
    }
    return sums.owed();
  }

  private Amount worth(Order order, Asset asset, @Nullable BigDecimal fiat) {
    FiatAmount price = fiat(order, fiat);
    boolean fixed = order.fixedPrice() && asset.isDollarStable();
    return quotes.quote(price, asset, fixed).amount();
  }

  /**
   * How much of the price a refund of kind {@code FIAT_EQUAL} gives back.
   *
   * @param fiat that was asked for; null for all that is owed
   * @throws Refusal {@code BAD_REQUEST} for an amount that is none; {@code CONFLICT} where that
   *     much of the price, or all of it, went back before
   */
  static FiatAmount fiat(Order order, @Nullable BigDecimal fiat) {
    String currency = order.price().currency();
    BigDecimal owed = FiatOwed.of(order);
    if (fiat != null && (fiat.signum() <= 0 || fiat.compareTo(order.price().value()) > 0)) {
      throw bad(
          "amount: is in %s for FIAT_EQUAL, above 0 and at most %s"
              .formatted(currency, order.price().text()));
    }
    if (owed.signum() <= 0) {
      throw OrderLifecycle.conflict(
          "the price of %s %s went back or is on its way back as a whole; PARTIAL sends back a part"
                  .formatted(order.price().text(), currency)
              + " of what is left");
    }
    if (fiat != null && fiat.compareTo(owed) > 0) {
      throw OrderLifecycle.conflict(
          "of the price of %s %s a part went back or is on its way back: at most %s"
              .formatted(order.price().text(), currency, new FiatAmount(currency, owed).text()));
    }
    return new FiatAmount(currency, fiat == null ? owed : fiat);
  }

  private static Amount least(Amount one, Amount other) {
    return one.isAtLeast(other) ? other : one;
  }

  private static String code(Refundable refundable) {
    return refundable.cameIn().asset().code();
  }

  private static Refusal bad(String words) {
    return new Refusal(ErrorCode.BAD_REQUEST, words);
  }
}
