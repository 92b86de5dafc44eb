package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is told of a payout of which nobody knows whether the network has it. */
class UnclearPayoutsTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final CoinTown town = new CoinTown();

  @Test
  void whatANodeTakesAndLosesAgainAndAgainIsNewsOnceUntilABlockHasIt() {
    town.pay(1_000_000);
    Payout payout = town.ask(300_000, "one");
    town.work();
    for (int i = 0; i < 3; i++) {
      becomesUnclear(payout);
      town.chain.answers(PretendCoins.Manner.WELL);
      town.workLater(SOON);
      assertThat(town.now(payout).state()).isEqualTo(PayoutState.BROADCASTING);
    }
    assertThat(town.told).containsOnlyOnce("UNCLEAR,false").contains("UNCLEAR,true");
    town.chain.mine(1);
    town.workLater(SOON);
    town.chain.undo(1, true);
    town.chain.mine(2);
    town.workLater(SOON);
    becomesUnclear(payout);
    assertThat(town.told).filteredOn("UNCLEAR,false"::equals).hasSize(2);
  }

  private void becomesUnclear(Payout payout) {
    town.chain.forgetWaiting();
    town.chain.answers(PretendCoins.Manner.DEAF);
    town.workLater(SOON);
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.UNCLEAR);
  }
}
