package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.bitcoin.OutPoint;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Consolidations that were planned and not signed: nobody's money waits for them. */
class TakenBackConsolidationTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final CoinTown town = new CoinTown();
  private final Merging merging = town.merging;

  @Test
  void whereAStrangerTookACoinBeforeItWasSignedItIsTakenBack() {
    manySmallOnes();
    isCheap();
    merging.plan(town);
    List<OwnCoin> coins = coins();
    town.chain.steal(
        new OutPoint(
            coins.getFirst().coin().point().txid(), coins.getFirst().coin().point().index()));
    town.work();
    town.workLater(SOON);
    assertThat(town.now(only()).state()).isEqualTo(PayoutState.CANCELLED);
    assertThat(town.chain.waiting()).isEmpty();
    assertThat(coins()).isEmpty();
  }

  @Test
  void whatABackUpBroughtUnsignedHoldsUpAllOthersUntilItIsTakenBack() {
    manySmallOnes();
    isCheap();
    merging.plan(town);
    RestoredPayouts.hold(town.database.jdbc(), town.moves.now(), town.moves.now());
    town.clock.advance(Duration.ofHours(2));
    town.rate(2_000);
    assertThat(merging.stock(town).words()).contains("payouts are in doubt");
    merging.plan(town);
    assertThat(new SweepRows(town.database.jdbc()).stale(town.moves.now()))
        .containsExactly(only().id());
  }

  private List<OwnCoin> coins() {
    BundleRows bundles = new BundleRows(town.database.jdbc());
    return bundles.of(only().id()).stream()
        .flatMap(bundle -> bundles.coins(CoinTown.BTC, bundle.id()).stream())
        .toList();
  }

  private Payout only() {
    assertThat(merging.all(town)).hasSize(1);
    return merging.all(town).getFirst();
  }

  private void manySmallOnes() {
    for (int i = 0; i < 14; i++) {
      town.pay(10_010 + i);
    }
    merging.give(town, 50_000);
  }

  private void isCheap() {
    merging.hours(town, 30, 9_000, 2_000);
  }
}
