package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.bitcoin.CoinTransaction;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A consolidation leaves payouts room, and its fee can follow the network. */
class ConsolidationRoomTest {
  private static final Duration SOON = Duration.ofSeconds(31);
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30).plusSeconds(1);

  private final CoinTown town = new CoinTown();
  private final Merging merging = town.merging;

  @Test
  void itsFeeCanFollowTheNetworkToTenTimesWhatIsPaidForOne() {
    merging.settings = new ConsolidationSettings(10, 200, 6, 100);
    for (int i = 0; i < 40; i++) {
      town.pay(10_000);
    }
    merging.give(town, 120_000);
    merging.plan(town);
    town.work();
    CoinTransaction first = town.chain.waiting().getFirst();
    // 60 for each byte are no more than 100,000.
    assertThat(first.inputs()).hasSize(23);
    Payout payout = town.ask(380_000, "one");
    town.work();
    town.workLater(HALF_AN_HOUR, 59_000);
    assertThat(town.now(payout).hold()).isEqualTo(PayoutHold.COINS);
    town.workLater(HALF_AN_HOUR, 59_000);
    CoinTransaction dearer = town.chain.waiting().getFirst();
    long fee = merging.all(town).getFirst().amount().units().longValueExact() - units(dearer);
    assertThat(fee).isBetween(59L * dearer.vsize(), 60L * dearer.vsize());
    town.chain.mine(2);
    town.workLater(SOON);
    town.workLater(SOON);
    town.checkBooks();
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.BROADCASTING);
  }

  @Test
  void whereTheSignersCapKeepsItFromBeingBegunNobodyIsToldToSendCoins() {
    merging.settings = new ConsolidationSettings(10, 200, 60, 100);
    for (int i = 0; i < 20; i++) {
      town.pay(10_000);
    }
    merging.give(town, 1_000_000);
    merging.plan(town);
    assertThat(merging.all(town)).isEmpty();
    assertThat(merging.stock(town).words())
        .contains("to 500 for a byte, which takes 0.00")
        .contains("coin-fee-cap lets it cost 0.001 BTC: raise that, or lower")
        .contains("consolidation.rate-most")
        .doesNotContain("hot address");
    merging.settings = new ConsolidationSettings(10, 200, 20, 100);
    assertThat(merging.stock(town).words()).isEmpty();
  }

  @Test
  void halfOfWhatAllCoinsHoldStaysFree() {
    merging.settings = new ConsolidationSettings(10, 200, 3, 100);
    for (int i = 0; i < 30; i++) {
      town.pay(10_000);
    }
    merging.give(town, 100_000);
    merging.plan(town);
    assertThat(merging.all(town).getFirst().amount().units().longValueExact()).isEqualTo(200_000);
  }

  @Test
  void whatTakesTooManyCoinsWaitsForAConsolidationAndGoesOut() {
    merging.settings = new ConsolidationSettings(10, 200, 20, 100);
    for (int i = 0; i < 90; i++) {
      town.pay(4_000);
    }
    merging.give(town, 100_000);
    town.rate(20_000);
    Payout payout = town.ask(290_000, "one");
    town.work();
    assertThat(town.now(payout).hold()).isEqualTo(PayoutHold.CHAIN);
    assertThat(town.now(payout).holdReason()).contains("coin-fee-cap");
    for (int i = 0; i < 6 && town.now(payout).state() == PayoutState.HELD; i++) {
      town.clock.advance(Duration.ofHours(1));
      town.workLater(SOON, 20_000);
      merging.plan(town);
      town.work();
      town.chain.mine(2);
      town.workLater(SOON, 20_000);
      town.workLater(SOON, 20_000);
    }
    assertThat(merging.all(town)).isNotEmpty();
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.BROADCASTING);
    town.chain.mine(2);
    town.workLater(SOON, 20_000);
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.CONFIRMED);
    town.checkBooks();
  }

  private static long units(CoinTransaction transaction) {
    return transaction.outputs().getFirst().units();
  }
}
