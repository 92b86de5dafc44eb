package io.aureus.callbacks;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what other threads do, with a bound that only a broken program meets. */
final class Eventually {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private Eventually() {}

  static void becomes(BooleanSupplier condition, String words) {
    long end = System.nanoTime() + BOUND.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("within " + BOUND + " it never happened that " + words);
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
