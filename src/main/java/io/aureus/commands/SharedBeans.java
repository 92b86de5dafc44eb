package io.aureus.commands;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The only place that names the machine's clock and its randomness. */
final class SharedBeans {
  private static final SecureRandom RANDOM = new SecureRandom();

  private SharedBeans() {}

  static Clock clock() {
    return Clock.systemUTC();
  }

  static RandomGenerator random() {
    return RANDOM;
  }

  /** Gives the same numbers for the same seed: for what must be repeatable, never for secrets. */
  static RandomGenerator seeded(long seed) {
    return new SplittableRandom(seed);
  }
}
