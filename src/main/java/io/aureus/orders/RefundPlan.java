package io.aureus.orders;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.FiatAmount;
import io.aureus.pricing.Quotes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what a refund is of, and how much. No call to any node. */
final class RefundPlan {
  /** More whole coins than this are not even compared with what is left. */
  private static final int MOST_DIGITS = 30;

  private final Quotes quotes;

  RefundPlan(Quotes quotes) {
    this.quotes = quotes;
  }

  /**
   * The asset that a refund is in.
   *
   * @throws Refusal {@code CONFLICT} where nothing of it can go back
   */
  static Refundable sums(Order order, @Nullable String currency) {
    RefundMoves.mustAllow(order);
    List<Refundable> all = Refundable.of(order);
    List<Refundable> asked =
        all.stream().filter(one -> currency == null || code(one).equals(currency)).toList();
    if (asked.isEmpty()) {
      throw OrderLifecycle.conflict(
          "no %s came in for this order; there came %s"
              .formatted(currency, String.join(", ", all.stream().map(RefundPlan::code).toList())));
    }
    Optional<Refundable> open = asked.stream().filter(one -> one.left().isPositive()).findFirst();
    return open.orElseThrow(
        () -> OrderLifecycle.conflict("all that came in went back or is on its way back"));
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
    if (amount.signum() <= 0) {
      throw bad("amount: must be above 0");
    }
    // As longs: the scale of 1e-2147483647 is an int, and sums with it are not.
    if ((long) amount.precision() - amount.scale() > MOST_DIGITS) {
      throw RefundMoves.tooMuch(sums);
    }
    if (amount.stripTrailingZeros().scale() > asset.scale()) {
      throw bad(
          "amount: %s has %d decimals at most; %s would pass"
              .formatted(
                  asset.code(),
                  asset.scale(),
                  Amount.text(amount.setScale(asset.scale(), RoundingMode.DOWN))));
    }
    return Amount.ofDecimal(asset, amount);
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
    return sums.kept().isPositive() ? sums.kept() : sums.left();
  }

  private Amount worth(Order order, Asset asset, @Nullable BigDecimal fiat) {
    if (fiat != null && (fiat.signum() <= 0 || fiat.compareTo(order.price().value()) > 0)) {
      throw bad(
          "amount: is in %s for FIAT_EQUAL, above 0 and at most %s"
              .formatted(order.price().currency(), order.price().text()));
    }
    FiatAmount price =
        fiat == null ? order.price() : new FiatAmount(order.price().currency(), fiat);
    boolean fixed = order.fixedPrice() && asset.isDollarStable();
    return quotes.quote(price, asset, fixed).amount();
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
