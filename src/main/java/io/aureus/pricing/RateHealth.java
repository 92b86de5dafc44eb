package io.aureus.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the rates are, for the operator. */
public interface RateHealth {
  /**
   * A source of rates.
   *
   * @param healthy whether its last call succeeded
   * @param answeredAt its last answer, or null where it never gave one
   * @param words what is wrong, empty where nothing is
   */
  record SourceHealth(String name, boolean healthy, @Nullable Instant answeredAt, String words) {}

  /**
   * A price that quotes are made from: a coin in dollars, or the dollar in a fiat currency.
   *
   * @param price null while no quote can be made from it
   * @param words the sources that agree, or why there is no price
   */
  record PairHealth(String base, String quote, @Nullable BigDecimal price, String words) {}

  List<SourceHealth> sources();

  List<PairHealth> pairs();
}
