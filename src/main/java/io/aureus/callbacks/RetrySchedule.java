package io.aureus.callbacks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a callback is tried again: 12 tries over 72 hours, close together at first. Up to a tenth is
 * added to every pause by chance, so that a shop that comes back is not met by all of them at once.
 */
final class RetrySchedule {
  static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofHours(24),
          Duration.ofHours(26));

  /** Where a repeat does harm, that many tries without an answer are enough. */
  static final int MOST_UNANSWERED = 3;

  private static final Duration PAUSE_WHERE_REPEATS_HURT = Duration.ofMinutes(10);

  private RetrySchedule() {}

  /**
   * @param tries how many were made, the last one included
   * @param unanswered how many of them ended without an answer though they may have arrived
   * @return the pause before the next one, or nothing where the last one was made
   */
  static Optional<Duration> pause(
      int tries, int unanswered, boolean repeatHurts, RandomGenerator random) {
    boolean risky = repeatHurts && unanswered > 0;
    if (tries > PAUSES.size() || (risky && unanswered >= MOST_UNANSWERED)) {
      return Optional.empty();
    }
    Duration pause = PAUSES.get(tries - 1);
    if (risky && pause.compareTo(PAUSE_WHERE_REPEATS_HURT) < 0) {
      pause = PAUSE_WHERE_REPEATS_HURT;
    }
    return Optional.of(pause.plusMillis(random.nextLong(pause.toMillis() / 10 + 1)));
  }
}
