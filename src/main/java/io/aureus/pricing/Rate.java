package io.aureus.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What one whole coin costs.
 *
 * @param price fiat per whole coin, more than 0
 * @param at the oldest of the answers that it is made from
 * @param sources who said so, e.g. {@code kraken}, in alphabetical order
 */
public record Rate(BigDecimal price, Instant at, List<String> sources) {
  public Rate {
    if (price.signum() <= 0) {
      throw new IllegalArgumentException("a rate must be above 0");
    }
  }
}
