package io.aureus.money;

import java.math.BigDecimal;

/**
 * A price in a fiat currency.
 *
 * @param currency an ISO 4217 code of {@link Catalogue#fiats()}, upper case
 * @param value more than 0
 */
public record FiatAmount(String currency, BigDecimal value) {

  /** The text on the wire, e.g. {@code 100.0}. */
  public String text() {
    return Decimals.text(value);
  }
}
