package io.aureus.payouts;

import static io.aureus.payouts.CoinTown.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.bitcoin.CoinTransaction;
import io.aureus.chains.bitcoin.OutPoint;
import io.aureus.ledger.Account;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many small coins become one: when they do, when they do not, and that it costs its fee alone. */
@SuppressWarnings("NullAway") // a missing value fails the test as well
class ConsolidationTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30).plusSeconds(1);
  private static final Duration CLAIM_OVER = Duration.ofMinutes(2).plusSeconds(1);

  /** Ten inputs, one output: 722 virtual bytes at 2 units. */
  private static final long FEE_OF_TEN = 1_444;

  private final CoinTown town = new CoinTown();
  private final Merging merging = town.merging;

  @Test
  void theSmallestBecomeOneWhenTheRateIsLow() {
    manySmallOnes();
    merging.hours(town, 30, 9_000, 2_000);
    merging.plan(town);
    Payout one = only();
    assertThat(one.state()).isEqualTo(PayoutState.BUILT);
    // Fifteen free ones, of which five stay: the operator's and the four largest.
    assertThat(one.amount().units()).isEqualTo(10 * 10_010 + 45);
    long before = town.balance(available());
    town.work();
    assertThat(town.now(one).state()).isEqualTo(PayoutState.BROADCASTING);
    assertThat(town.chain.waiting().getFirst().outputs()).hasSize(1);
    mineAndWork(1);
    town.checkBooks();
    mineAndWork(1);
    assertThat(town.now(one).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(town.now(one).spent().units()).isEqualTo(FEE_OF_TEN);
    assertThat(town.balance(Account.ours(Account.Kind.NETWORK_COSTS))).isEqualTo(-FEE_OF_TEN);
    assertThat(town.balance(available())).isEqualTo(before);
    town.checkBooks();
    assertThat(merging.stock(town).coins()).isEqualTo(6);
    // What became one is spent like any other coin.
    Payout payout = town.ask(200_000, "one");
    town.work();
    mineAndWork(2);
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.CONFIRMED);
    town.checkBooks();
  }

  @Test
  void nothingBecomesOneWhileTheNetworkAsksMoreThanInTheCheapestHours() {
    manySmallOnes();
    merging.hours(town, 22, 3_000, 2_000);
    refuses("was not noted in 24 hours yet");
    merging.hours(town, 20, 1_000, 2_000);
    refuses("and 1 at most in the cheapest 25 % of hours");
    merging.hours(town, 0, 0, 3_001);
    refuses("the network asks 3.001 for a byte, and at most 3 is paid");
    town.rate(1_000);
    assertThat(merging.stock(town).words()).isEmpty();
    merging.settings = new ConsolidationSettings(0, 20, 3, 25);
    refuses("switched off");
    merging.settings = new ConsolidationSettings(15, 20, 3, 25);
    refuses("no more than 15");
    merging.settings = new ConsolidationSettings(14, 20, 3, 25);
    town.rate(2_000);
    refuses("cheapest");
    merging.settings = new ConsolidationSettings(14, 20, 3, 100);
    merging.plan(town);
    assertThat(merging.all(town)).hasSize(1);
  }

  @Test
  void nothingBecomesOneAtTheExpenseOfMerchants() {
    for (int i = 0; i < 15; i++) {
      town.pay(10_010 + i);
    }
    isCheap();
    refuses("send some BTC to the hot address");
    // Its fee could not follow the network.
    merging.give(town, FEE_OF_TEN);
    refuses("which takes 0.0001146 BTC, and yours are 0.00001444 BTC: send some BTC to the");
    merging.give(town, 20_000);
    merging.plan(town);
    // The operator's coin is worth spending as well.
    assertThat(only().amount().units().longValueExact()).isLessThan(100_200);
    town.work();
    mineAndWork(2);
    assertThat(town.now(only()).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(-town.balance(Account.ours(Account.Kind.NETWORK_COSTS)))
        .isLessThanOrEqualTo(FEE_OF_TEN);
    town.checkBooks();
  }

  @Test
  void dustStaysAndIsCounted() {
    manySmallOnes();
    town.pay(136);
    town.pay(100);
    isCheap();
    CoinStocks.Stock stock = merging.stock(town);
    assertThat(stock.coins()).isEqualTo(15);
    assertThat(stock.dust()).isEqualTo(2);
    assertThat(stock.dustSum().units()).isEqualTo(236);
    merging.plan(town);
    town.work();
    assertThat(town.chain.waiting().getFirst().inputs()).hasSize(10);
  }

  @Test
  void payoutsThatWaitForCoinsComeFirst() {
    manySmallOnes();
    isCheap();
    Payout payout = town.ask(50_000, "one");
    refuses("payouts wait for their coins");
    town.work();
    merging.plan(town);
    town.work();
    mineAndWork(2);
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(town.now(only()).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(town.chain.transactions()).isEqualTo(2);
    town.checkBooks();
  }

  @Test
  void ofManyNodesThatPlanAtOnceOneDoes() throws Exception {
    manySmallOnes();
    isCheap();
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      List<Callable<Boolean>> nodes = Collections.nCopies(12, this::looks);
      for (Future<Boolean> one : threads.invokeAll(nodes)) {
        assertThat(one.get()).isTrue();
      }
    }
    assertThat(merging.all(town)).hasSize(1);
    town.clock.advance(Duration.ofHours(2));
    town.rate(2_000);
    refuses("one is under way");
  }

  private boolean looks() {
    merging.plan(town);
    return true;
  }

  @ParameterizedTest
  @EnumSource(
      value = PayoutStep.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"RAISED_UNSTORED", "RAISED_UNOFFERED"})
  void halfWayKilledItIsOneTransactionAllTheSame(PayoutStep step) {
    manySmallOnes();
    isCheap();
    merging.plan(town);
    town.haltAt = step;
    for (int i = 0; i < 6; i++) {
      town.workLater(CLAIM_OVER);
      merging.plan(town);
      town.chain.mine(1);
    }
    assertThat(town.haltAt).isNull();
    assertThat(town.now(only()).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(town.chain.transactions()).isEqualTo(1);
    town.checkBooks();
  }

  @Test
  void aReorganisationBringsItBackAndItIsMinedAgain() {
    manySmallOnes();
    isCheap();
    merging.plan(town);
    town.work();
    mineAndWork(2);
    town.chain.undo(2, true);
    town.chain.mine(2);
    town.workLater(SOON);
    assertThat(town.now(only()).state()).isEqualTo(PayoutState.BROADCASTING);
    town.checkBooks();
    town.clock.advance(Duration.ofHours(2));
    town.rate(2_000);
    refuses("one is under way");
    town.workLater(SOON);
    mineAndWork(2);
    assertThat(town.now(only()).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(town.chain.transactions()).isEqualTo(1);
    town.checkBooks();
  }

  @Test
  void whereTheNetworkAsksMoreItIsLeftUnlessPayoutsLackItsCoins() {
    manySmallOnes();
    isCheap();
    merging.plan(town);
    town.work();
    CoinTransaction first = town.chain.waiting().getFirst();
    town.workLater(HALF_AN_HOUR, 9_000);
    town.workLater(HALF_AN_HOUR, 9_000);
    assertThat(town.chain.waiting()).containsExactly(first);
    town.rate(2_000);
    Payout payout = town.ask(190_000, "one");
    town.workLater(HALF_AN_HOUR, 4_000);
    assertThat(town.now(payout).hold()).isEqualTo(PayoutHold.COINS);
    town.workLater(HALF_AN_HOUR, 4_000);
    CoinTransaction dearer = town.chain.waiting().getFirst();
    assertThat(town.chain.waiting()).hasSize(1);
    assertThat(dearer.txid()).isNotEqualTo(first.txid());
    assertThat(points(dearer)).isEqualTo(points(first));
    assertThat(dearer.outputs()).hasSize(1);
    assertThat(first.outputs().getFirst().units() - dearer.outputs().getFirst().units())
        .isGreaterThan(FEE_OF_TEN / 2);
    mineAndWork(2);
    assertThat(town.now(only()).state()).isEqualTo(PayoutState.CONFIRMED);
    town.checkBooks();
    for (int i = 0; i < 3; i++) {
      town.workLater(HALF_AN_HOUR);
      town.chain.mine(1);
    }
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.CONFIRMED);
    town.checkBooks();
  }

  @Test
  void itsFeeIsNeverRaisedAboveWhatIsTheOperators() {
    for (int i = 0; i < 15; i++) {
      town.pay(10_010 + i);
    }
    merging.give(town, 22_000);
    isCheap();
    merging.plan(town);
    town.work();
    town.ask(110_000, "one");
    town.work();
    for (int i = 0; i < 4; i++) {
      town.workLater(HALF_AN_HOUR, 90_000);
    }
    // The network asks for more than twice that.
    CoinTransaction dearest = town.chain.waiting().getFirst();
    assertThat(only().amount().units().longValueExact() - dearest.outputs().getFirst().units())
        .isEqualTo(22_000);
  }

  private void refuses(String why) {
    assertThat(merging.stock(town).words()).contains(why);
    int before = merging.all(town).size();
    merging.plan(town);
    assertThat(merging.all(town)).hasSize(before);
  }

  private static List<OutPoint> points(CoinTransaction transaction) {
    return transaction.inputs().stream().map(CoinTransaction.Input::spent).toList();
  }

  private Payout only() {
    assertThat(merging.all(town)).hasSize(1);
    return merging.all(town).getFirst();
  }

  /** Fourteen of payers and one of the operator. */
  private void manySmallOnes() {
    for (int i = 0; i < 14; i++) {
      town.pay(10_010 + i + (i < 10 ? 0 : 20_000));
    }
    merging.give(town, 50_000);
  }

  private void isCheap() {
    merging.hours(town, 30, 9_000, 2_000);
  }

  private void mineAndWork(int blocks) {
    town.chain.mine(blocks);
    town.workLater(SOON);
    town.workLater(SOON);
  }

  private static Account available() {
    return Account.of(SHOP.value(), Account.Kind.AVAILABLE);
  }
}
