package io.aureus.journeys;

import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The time of a chain, held against the clock.
 *
 * @param head the time of its newest block, in seconds since 1970
 * @param mine adds a block
 */
record ChainTime(LongSupplier head, Runnable mine) {
  /** Mines until the newest block is later than now. */
  void goPastNow() {
    long now = Instant.now().getEpochSecond();
    do {
      sleep(600);
      mine.run();
    } while (head.getAsLong() <= now + 1);
  }

  /** Blocks that are mined in a hurry have times ahead of the clock; waits until that is past. */
  void letTheClockCatchUp() {
    while (head.getAsLong() >= Instant.now().getEpochSecond()) {
      sleep(200);
    }
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
