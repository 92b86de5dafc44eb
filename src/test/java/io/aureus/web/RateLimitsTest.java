package io.aureus.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.testing.AdjustableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
  private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-11-22T10:00:00Z"));

  @Test
  void letsABurstThroughAndThenSaysHowLongToWait() {
    RateLimits limits = new RateLimits(clock, 60, 3, "this key");
    for (int i = 0; i < 3; i++) {
      limits.count("a");
    }
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> limits.count("a"));
    assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    clock.advance(Duration.ofSeconds(1));
    limits.count("a");
    assertThatThrownBy(() -> limits.count("a")).isInstanceOf(Refusal.class);
  }

  @Test
  void checkingCountsNothing() {
    RateLimits limits = new RateLimits(clock, 60, 1, "this key");
    limits.check("a");
    limits.count("a");
    assertThatThrownBy(() -> limits.check("a")).isInstanceOf(Refusal.class);
    limits.check("b");
    clock.advance(Duration.ofSeconds(1));
    limits.check("a");
  }

  @Test
  void ipv6ClientsCountByTheNetworkThatOneSubscriberHas() {
    assertThat(RateLimits.client("2001:db8:1:2::7"))
        .isEqualTo(RateLimits.client("2001:db8:1:2:ffff::9"))
        .isNotEqualTo(RateLimits.client("2001:db8:1:3::7"));
    assertThat(RateLimits.client("198.51.100.7")).isEqualTo("198.51.100.7");
    assertThat(RateLimits.client("unknown")).isEqualTo("unknown");
  }

  @Test
  void countsEachNameAlone() {
    RateLimits limits = new RateLimits(clock, 60, 1, "this key");
    limits.count("a");
    limits.count("b");
    assertThatThrownBy(() -> limits.count("a")).isInstanceOf(Refusal.class);
  }

  @Test
  void neverSavesUpMoreThanABurst() {
    RateLimits limits = new RateLimits(clock, 60, 2, "this key");
    limits.count("a");
    clock.advance(Duration.ofHours(5));
    limits.count("a");
    limits.count("a");
    assertThatThrownBy(() -> limits.count("a")).isInstanceOf(Refusal.class);
  }

  /** A busy machine may stop a thread between its look at the clock and its count. */
  @Test
  void whoWasHeldUpIsJudgedByTheTimeOfItsTurn() {
    RateLimits[] limits = new RateLimits[1];
    InstantSource heldUp =
        new InstantSource() {
          private boolean isFirst = true;

          @Override
          public Instant instant() {
            Instant read = clock.instant();
            if (isFirst) {
              isFirst = false;
              clock.advance(Duration.ofSeconds(10));
              limits[0].count("a");
            }
            return read;
          }
        };
    limits[0] = new RateLimits(heldUp.withZone(ZoneOffset.UTC), 60, 2, "this key");
    limits[0].count("a");
    assertThatThrownBy(() -> limits[0].count("a")).isInstanceOf(Refusal.class);
  }
}
