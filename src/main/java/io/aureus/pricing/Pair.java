package io.aureus.pricing;

/**
 * Something that has a price: how much of {@code quote} one of {@code base} is.
 *
 * @param base a coin's symbol, or {@code USD}
 * @param quote {@code USD} for a coin, a fiat code for the dollar
 */
record Pair(String base, String quote) {
  static final String USD = "USD";

  static Pair coin(String symbol) {
    return new Pair(symbol, USD);
  }

  static Pair dollarIn(String fiat) {
    return new Pair(USD, fiat);
  }

  @Override
  public String toString() {
    return base + "/" + quote;
  }
}
