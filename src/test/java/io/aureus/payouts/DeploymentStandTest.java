package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.payouts.SweepRows.Deployment;
import io.aureus.payouts.Sweepers.Stand;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A sweeper that does not get to its chain holds up no sweep, and is tried again. */
class DeploymentStandTest {
  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration PAUSE = Duration.ofMinutes(3);

  @Test
  void sweepsWaitForAFreshOneAndNotForOneThatHangs() {
    Deployment hangs = new Deployment(PayoutState.BROADCASTING, 1, START, START);
    assertThat(hangs.stand(PAUSE, START.plus(PAUSE))).isEqualTo(Stand.COMING);
    assertThat(hangs.stand(PAUSE, START.plus(PAUSE.multipliedBy(3)))).isEqualTo(Stand.NEVER);
    Deployment held = new Deployment(PayoutState.HELD, 1, START, START);
    assertThat(held.stand(PAUSE, START)).isEqualTo(Stand.NEVER);
  }

  @Test
  void oneThatFailedIsTriedAgainAfterPausesThatGrowAndAtLastNoMore() {
    for (int tries = 1; tries < Deployment.MOST_TRIES; tries++) {
      Deployment failed = new Deployment(PayoutState.FAILED, tries, START, START);
      Instant due = START.plus(PAUSE.multipliedBy(10L << tries));
      assertThat(failed.stand(PAUSE, due)).isEqualTo(Stand.NEVER);
      assertThat(failed.stand(PAUSE, due.plusSeconds(1))).isEqualTo(Stand.ABSENT);
    }
    Deployment last = new Deployment(PayoutState.FAILED, Deployment.MOST_TRIES, START, START);
    assertThat(last.stand(PAUSE, START.plus(Duration.ofDays(1000)))).isEqualTo(Stand.NEVER);
  }

  @Test
  void oneThatIsFinalAndNotThereIsWaitedForAndThenTriedAgain() {
    Deployment gone = new Deployment(PayoutState.CONFIRMED, 1, START, START);
    assertThat(gone.stand(PAUSE, START.plus(PAUSE))).isEqualTo(Stand.COMING);
    assertThat(gone.stand(PAUSE, START.plus(Duration.ofDays(1)))).isEqualTo(Stand.ABSENT);
  }
}
