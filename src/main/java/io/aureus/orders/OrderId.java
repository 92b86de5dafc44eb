package io.aureus.orders;

/**
 * An order's public number: 20 digits, UTC {@code yyyyMMddHHmmss} and six digits of microseconds.
 */
public record OrderId(String value) {
  public OrderId {
    if (!value.matches("[0-9]{20}")) {
      throw new IllegalArgumentException("an order id has 20 digits");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
