package io.aureus.payouts;

import static io.aureus.payouts.CoinTown.TO;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When the fee of a transaction of coins is raised, and when it is not. */
class CoinRaisesTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30).plusSeconds(1);

  private final CoinTown town = new CoinTown();

  @Test
  void noFeeIsRaisedBeforeHalfAnHourNorWhereTheNetworkAsksNoMore() {
    town.pay(1_000_000);
    Payout payout = town.ask(300_000, "one");
    town.work();
    String first = town.chain.waiting().getFirst().txid();
    town.workLater(Duration.ofMinutes(29), 9_000);
    town.workLater(Duration.ofMinutes(2), 2_000);
    town.workLater(HALF_AN_HOUR, 1_500);
    town.clock.advance(HALF_AN_HOUR);
    town.work();
    assertThat(town.chain.waiting()).extracting(one -> one.txid()).containsExactly(first);
    town.workLater(SOON, 9_000);
    town.workLater(SOON);
    assertThat(town.chain.waiting()).hasSize(1);
    assertThat(town.chain.waiting().getFirst().txid()).isNotEqualTo(first);
    town.chain.mine(2);
    town.workLater(SOON);
    town.workLater(SOON);
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(town.chain.paid(TO, 300_000)).isEqualTo(1);
    town.checkBooks();
  }
}
