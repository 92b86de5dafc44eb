package io.aureus.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact amount of one asset, counted in its smallest unit. It may be negative only as the
 * difference of two amounts.
 */
public record Amount(Asset asset, BigInteger units) {

  public static Amount zero(Asset asset) {
    return new Amount(asset, BigInteger.ZERO);
  }

  public static Amount ofUnits(Asset asset, long units) {
    return new Amount(asset, BigInteger.valueOf(units));
  }

  /**
   * @param decimal whole coins with a fraction, e.g. {@code 0.00102549}
   * @throws ArithmeticException where it has more decimals than the asset
   */
  public static Amount ofDecimal(Asset asset, BigDecimal decimal) {
    return new Amount(asset, decimal.movePointRight(asset.scale()).toBigIntegerExact());
  }

  /** The nearest amount that is not less than {@code decimal} and that a payer can type. */
  public static Amount roundedUpForPayer(Asset asset, BigDecimal decimal) {
    return ofDecimal(asset, decimal.setScale(asset.quoteScale(), RoundingMode.CEILING));
  }

  public Amount plus(Amount other) {
    return new Amount(asset, units.add(same(other)));
  }

  public Amount minus(Amount other) {
    return new Amount(asset, units.subtract(same(other)));
  }

  public Amount negated() {
    return new Amount(asset, units.negate());
  }

  public boolean isAtLeast(Amount other) {
    return units.compareTo(same(other)) >= 0;
  }

  public boolean isZero() {
    return units.signum() == 0;
  }

  public boolean isPositive() {
    return units.signum() > 0;
  }

  /** Whole coins with a fraction; exact. */
  public BigDecimal decimal() {
    return new BigDecimal(units, asset.scale());
  }

  /** The text on the wire: plain digits, no exponent, at least one decimal, e.g. {@code 19.0}. */
  public String text() {
    return Decimals.text(decimal());
  }

  /** Any decimal in the form of {@link #text()}. */
  public static String text(BigDecimal decimal) {
    return Decimals.text(decimal);
  }

  private BigInteger same(Amount other) {
    if (!asset.code().equals(other.asset.code())) {
      throw new IllegalArgumentException(
          "cannot mix " + asset.code() + " with " + other.asset.code());
    }
    return other.units;
  }
}
