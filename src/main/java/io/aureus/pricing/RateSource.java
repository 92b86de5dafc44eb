package io.aureus.pricing;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A public source of prices. */
interface RateSource {
  /**
   * What it said.
   *
   * @param votes by pair; a pair that it does not have is left out
   * @param doubts words about prices that were not believed, so that an operator can look
   */
  record Answer(Map<Pair, Vote> votes, List<String> doubts) {}

  /** Stable and short, e.g. {@code kraken}. */
  String name();

  /** How often it is asked. */
  Duration every();

  /**
   * Asks it once; bounded in time and size.
   *
   * @throws RateFailure where it gives no usable answer
   */
  Answer ask();
}
