package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.payouts.PayoutStep;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrashPlanTest {
  @Test
  void theSameSeedAsksAndKillsTheSameAndAnotherDoesNot() {
    assertThat(wishes(7)).isEqualTo(wishes(7)).isNotEqualTo(wishes(8));
    assertThat(new CrashPlan(2000, 7).kills())
        .isEqualTo(new CrashPlan(2000, 7).kills())
        .isNotEqualTo(new CrashPlan(2000, 8).kills());
  }

  @Test
  void aPayoutIsTheSameHoweverManyAreAskedFor() {
    assertThat(new CrashPlan(10, 7).wish(3)).isEqualTo(new CrashPlan(2000, 7).wish(3));
  }

  @Test
  void everyStepIsDiedAtHoweverFewPayoutsThereAre() {
    for (int payouts : List.of(1, 20, 40, 2000)) {
      List<CrashPlan.Kill> kills = new CrashPlan(payouts, 7).kills();
      assertThat(kills.stream().map(CrashPlan.Kill::step).filter(Objects::nonNull))
          .as("%d payouts", payouts)
          .contains(PayoutStep.values());
      assertThat(kills).hasSizeGreaterThanOrEqualTo(payouts / 40);
    }
    assertThat(new CrashPlan(2000, 7).kills()).anyMatch(CrashPlan.Kill::both);
  }

  private static List<CrashPlan.Wish> wishes(long seed) {
    return IntStream.range(0, 50).mapToObj(new CrashPlan(50, seed)::wish).toList();
  }
}
