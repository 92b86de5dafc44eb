package io.aureus.payouts;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When many small coins of Bitcoin and Litecoin become one.
 *
 * @param above from more free coins than this on, 4 to 4,000; 0 for never
 * @param most how many one transaction spends at most, 2 to 1,000
 * @param rateMost while the network asks no more than this for one virtual byte, in the smallest
 *     unit, 1 to 100,000
 * @param cheapest and no more than in this share of the noted hours, the cheapest ones, in percent,
 *     1 to 100; 100 asks no history
 */
@ConfigurationProperties("aureus.payouts.consolidation")
record ConsolidationSettings(
    @DefaultValue("50") int above,
    @DefaultValue("200") int most,
    @DefaultValue("5") int rateMost,
    @DefaultValue("25") int cheapest) {
  private static final int LEAST = 10;

  ConsolidationSettings {
    require(above == 0 || (above >= 4 && above <= 4_000), "above must be 0, or 4 to 4000");
    require(most >= 2 && most <= 1_000, "most must be 2 to 1000");
    require(rateMost >= 1 && rateMost <= 100_000, "rate-most must be 1 to 100000");
    require(cheapest >= 1 && cheapest <= 100, "cheapest must be 1 to 100");
  }

  boolean isOff() {
    return above == 0;
  }

  /** How many of the largest coins stay as they are, so that payouts go on meanwhile. */
  int kept() {
    return above / 2;
  }

  /** Fewer are not worth a transaction. */
  int least() {
    return Math.min(LEAST, Math.min(most, above / 2));
  }

  private static void require(boolean right, String words) {
    if (!right) {
      throw new IllegalArgumentException("aureus.payouts.consolidation." + words);
    }
  }
}
