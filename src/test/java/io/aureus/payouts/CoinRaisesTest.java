package io.aureus.payouts;

import static io.aureus.payouts.CoinTown.TO;
import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.bitcoin.CoinTransaction;
import io.aureus.chains.bitcoin.OutPoint;
import io.aureus.keys.CoinPoint;
import java.time.Duration;
import java.util.List;
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

  @Test
  void aCoinThatWasAddedIsSpentByTheBytesSinceThenAlone() {
    OutPoint added = raisedWithAnotherCoin();
    String newest = town.chain.waiting().getFirst().txid();
    assertThat(
            new BundleRows(town.database.jdbc())
                .signedFor(CoinTown.BTC, added.txid(), added.index()))
        .as("not the first ones, which may wait while a stranger's spends it")
        .containsExactly(newest);
  }

  @Test
  void whereAnAddedCoinIsGoneTheFirstBytesGoOutAndLaterOnesDoWithoutIt() {
    OutPoint added = raisedWithAnotherCoin();
    town.chain.steal(added);
    town.workLater(SOON);
    town.workLater(SOON);
    assertThat(town.chain.waiting()).hasSize(1);
    assertThat(inputs(town.chain.waiting().getFirst())).hasSize(1).doesNotContain(added);
    String first = town.chain.waiting().getFirst().txid();
    town.pay(250_000);
    town.workLater(HALF_AN_HOUR, 60_000);
    town.workLater(SOON);
    assertThat(town.chain.waiting()).hasSize(1);
    assertThat(town.chain.waiting().getFirst().txid()).isNotEqualTo(first);
    assertThat(inputs(town.chain.waiting().getFirst())).hasSize(2).doesNotContain(added);
    town.chain.mine(2);
    town.workLater(SOON);
    town.workLater(SOON);
    assertThat(town.chain.paid(TO, 300_000)).isEqualTo(1);
  }

  @Test
  void anAddedCoinThatIsGoneStaysHeldUntilThePayoutIsFinal() {
    BundleRows bundles = new BundleRows(town.database.jdbc());
    OutPoint added = raisedWithAnotherCoin();
    CoinPoint coin = new CoinPoint(added.txid(), added.index());
    town.chain.steal(added);
    town.workLater(SOON);
    town.pay(250_000);
    town.workLater(HALF_AN_HOUR, 60_000);
    town.workLater(SOON);
    String without = town.chain.waiting().getFirst().txid();
    assertThat(inputs(town.chain.waiting().getFirst())).hasSize(2).doesNotContain(added);
    assertThat(bundles.signedFor(CoinTown.BTC, added.txid(), added.index()))
        .as("the bytes that do without it spend it no more")
        .hasSize(1)
        .doesNotContain(without);
    // The block that took it is gone, and the bytes that spend it could be mined after all.
    town.chain.undo(1, true);
    town.rate(2_000);
    Payout next = town.ask(150_000, "next");
    town.workLater(SOON);
    assertThat(town.now(next).hold()).isEqualTo(PayoutHold.COINS);
    assertThat(bundles.locked(CoinTown.BTC)).contains(coin);
    // Otherwise it may be the one that takes the coin.
    town.desk.cancel(next.id(), "person:1", "");
    town.chain.mine(10 + Following.LOOKED_AFTER);
    town.workLater(HALF_AN_HOUR);
    town.workLater(HALF_AN_HOUR);
    assertThat(bundles.locked(CoinTown.BTC)).doesNotContain(coin);
  }

  /** Its first bytes spend one coin, and their replacement two. */
  private OutPoint raisedWithAnotherCoin() {
    town.pay(301_000);
    town.ask(300_000, "one");
    town.work();
    CoinTransaction first = town.chain.waiting().getFirst();
    town.pay(200_000);
    town.workLater(HALF_AN_HOUR, 30_000);
    town.workLater(SOON);
    List<OutPoint> spent = inputs(town.chain.waiting().getFirst());
    assertThat(inputs(first)).hasSize(1);
    assertThat(spent).hasSize(2).containsAll(inputs(first));
    return spent.stream().filter(one -> !inputs(first).contains(one)).findFirst().orElseThrow();
  }

  private static List<OutPoint> inputs(CoinTransaction transaction) {
    return transaction.inputs().stream().map(CoinTransaction.Input::spent).toList();
  }
}
