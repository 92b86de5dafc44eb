package io.aureus.sandbox;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * How much of what is asked a customer pays; exact.
 *
 * @param percent above 0; 100 is all of it
 */
public record PaymentShare(BigDecimal percent) {
  /** All of it, and no more. */
  public static final PaymentShare ALL = ofPercent(100);

  public PaymentShare {
    if (percent.signum() <= 0) {
      throw new IllegalArgumentException("a share of what is asked must be above 0");
    }
  }

  static PaymentShare ofPercent(int percent) {
    return new PaymentShare(BigDecimal.valueOf(percent));
  }

  /**
   * Rounded down: what is short must not round up to enough.
   *
   * @param asked what is asked for, in whole coins of any asset
   * @param asset what is paid with
   * @throws IllegalArgumentException where nothing is left of it
   */
  public Amount of(BigDecimal asked, Asset asset) {
    BigInteger units =
        asked
            .multiply(percent)
            .movePointLeft(2)
            .movePointRight(asset.scale())
            .setScale(0, RoundingMode.DOWN)
            .toBigIntegerExact();
    if (units.signum() <= 0) {
      throw new IllegalArgumentException("that would be nothing");
    }
    return new Amount(asset, units);
  }
}
