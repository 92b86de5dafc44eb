package io.aureus.api;

import java.math.BigDecimal;

/** What may be asked for in fiat: above 0, below 10^15, at most 18 decimals. */
final class Prices {
  private static final int DIGITS = 15;
  private static final int DECIMALS = 18;

  private Prices() {}

  /** A price that came as a text: plain digits only. */
  static BigDecimal of(String field, String text) {
    String bare = text.strip();
    if (bare.startsWith("-") && bare.substring(1).matches("[0-9]+(\\.[0-9]+)?")) {
      throw Fields.bad(field + ": " + Shown.of(bare) + " is below 0; send a number above 0");
    }
    if (bare.length() > 200 || !bare.matches("[0-9]+(\\.[0-9]+)?")) {
      throw Fields.bad(
          "%s: \"%s\" is not a plain number; send one above 0, like 19.99"
              .formatted(field, Shown.of(bare)));
    }
    return of(field, new BigDecimal(bare));
  }

  static BigDecimal of(String field, BigDecimal value) {
    if (value.signum() <= 0) {
      throw Fields.bad(
          "%s: %s is not above 0; send a number above 0".formatted(field, shown(value)));
    }
    BigDecimal bare = value.stripTrailingZeros();
    // As longs: the scale of 1e-2147483647 is an int, and sums with it are not.
    if ((long) bare.precision() - bare.scale() > DIGITS) {
      throw Fields.bad(
          "%s: %s is too large; send less than 1000000000000000".formatted(field, shown(value)));
    }
    if (bare.scale() > DECIMALS) {
      throw Fields.bad("%s: %s has more than 18 decimals; round it".formatted(field, shown(value)));
    }
    return bare.scale() < 0 ? bare.setScale(0) : bare;
  }

  /** A number as plain digits. */
  static String plain(String field, BigDecimal value) {
    if (Math.abs((long) value.precision() - value.scale()) > 100 || value.scale() > 100) {
      throw Fields.bad(field + ": " + shown(value) + " is not a usable reference");
    }
    return value.toPlainString();
  }

  private static String shown(BigDecimal value) {
    return Shown.of(value.toString());
  }
}
