package io.aureus.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
  @Test
  void twelveTriesGoOverAtLeast72Hours() {
    Duration all = Duration.ZERO;
    int tries = 1;
    for (var pause = pause(tries, 0, false); pause.isPresent(); pause = pause(tries, 0, false)) {
      all = all.plus(pause.get());
      tries++;
    }
    assertThat(tries).isEqualTo(12);
    assertThat(all).isBetween(Duration.ofHours(72), Duration.ofHours(80));
  }

  @Test
  void everyPauseIsLongerThanTheOneBeforeAndSpreadByATenth() {
    for (int tries = 1; tries <= RetrySchedule.PAUSES.size(); tries++) {
      Duration planned = RetrySchedule.PAUSES.get(tries - 1);
      Duration shortest = Duration.ofDays(9);
      Duration longest = Duration.ZERO;
      Random random = new Random(tries);
      for (int draw = 0; draw < 1000; draw++) {
        Duration pause = RetrySchedule.pause(tries, 0, false, random).orElseThrow();
        shortest = pause.compareTo(shortest) < 0 ? pause : shortest;
        longest = pause.compareTo(longest) > 0 ? pause : longest;
      }
      assertThat(shortest).isBetween(planned, planned.plus(planned.dividedBy(50)));
      assertThat(longest)
          .isBetween(planned.plus(planned.dividedBy(12)), planned.plus(planned.dividedBy(10)));
    }
  }

  /** A repeat extends a membership of Paid Memberships Pro a second time. */
  @Test
  void whereARepeatHurtsFewTriesFollowATimeOut() {
    assertThat(pause(1, 1, true).orElseThrow()).isBetween(Duration.ofMinutes(10), minutes(11));
    assertThat(pause(2, 2, true).orElseThrow()).isBetween(Duration.ofMinutes(10), minutes(11));
    assertThat(pause(3, 3, true)).isEmpty();
    assertThat(pause(1, 0, true).orElseThrow())
        .as("a clear refusal is tried again as ever")
        .isLessThan(Duration.ofSeconds(12));
    assertThat(pause(3, 3, false)).isPresent();
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  private static Optional<Duration> pause(int tries, int unanswered, boolean repeatHurts) {
    return RetrySchedule.pause(tries, unanswered, repeatHurts, new Random(1));
  }
}
