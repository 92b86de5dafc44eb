package io.aureus.money;

import java.math.BigDecimal;

/** How decimals are written on the wire. */
final class Decimals {
  private Decimals() {}

  /** Plain digits, no exponent, no trailing zeros but for one decimal that is always there. */
  static String text(BigDecimal value) {
    BigDecimal bare = value.stripTrailingZeros();
    return (bare.scale() < 1 ? bare.setScale(1) : bare).toPlainString();
  }
}
