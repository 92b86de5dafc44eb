package io.aureus.orders;

import java.util.regex.Pattern;

/**
 * An order's public number: 20 digits, UTC {@code yyyyMMddHHmmss} and six digits of microseconds.
 */
public record OrderId(String value) {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{20}");

  public OrderId {
    if (!DIGITS.matcher(value).matches()) {
      throw new IllegalArgumentException("an order id has 20 digits");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
