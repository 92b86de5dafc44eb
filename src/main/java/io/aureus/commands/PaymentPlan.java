package io.aureus.commands;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.sandbox.PaymentShare;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How much is paid, decided from the command line; exact.
 *
 * @param amount this much, in whole coins; null for a share of what is asked
 * @param share of what is asked
 */
record PaymentPlan(@Nullable BigDecimal amount, PaymentShare share) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  static PaymentPlan of(Options options) {
    BigDecimal amount = options.decimal("amount").orElse(null);
    BigDecimal shortBy = options.decimal("short").orElse(null);
    BigDecimal overBy = options.decimal("over").orElse(null);
    int given = (amount == null ? 0 : 1) + (shortBy == null ? 0 : 1) + (overBy == null ? 0 : 1);
    if (given > 1) {
      throw new Misuse("give one of --amount, --short and --over");
    }
    if (shortBy != null && (shortBy.signum() == 0 || shortBy.compareTo(HUNDRED) >= 0)) {
      throw new Misuse("--short must be above 0 and below 100: it is a percentage");
    }
    if (overBy != null && (overBy.signum() == 0 || overBy.compareTo(new BigDecimal(10000)) > 0)) {
      throw new Misuse("--over must be above 0 and at most 10000: it is a percentage");
    }
    if (amount != null && amount.signum() == 0) {
      throw new Misuse("--amount must be above 0");
    }
    return new PaymentPlan(amount, share(shortBy, overBy));
  }

  private static PaymentShare share(@Nullable BigDecimal shortBy, @Nullable BigDecimal overBy) {
    if (shortBy != null) {
      return new PaymentShare(HUNDRED.subtract(shortBy));
    }
    return overBy != null ? new PaymentShare(HUNDRED.add(overBy)) : PaymentShare.ALL;
  }

  /**
   * @param asked what is asked for, in whole coins of any asset
   * @param asset what is paid with
   */
  Amount of(BigDecimal asked, Asset asset) {
    if (amount == null) {
      try {
        return share.of(asked, asset);
      } catch (IllegalArgumentException e) {
        throw new Misuse(e.getMessage() + ": say how much with --amount");
      }
    }
    if (amount.stripTrailingZeros().scale() > asset.scale()) {
      throw new Misuse(
          "--amount has more decimals than %s, which has %d"
              .formatted(asset.code(), asset.scale()));
    }
    return Amount.ofDecimal(asset, amount);
  }
}
