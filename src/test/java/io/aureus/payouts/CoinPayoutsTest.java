package io.aureus.payouts;

import static io.aureus.payouts.CoinTown.SHOP;
import static io.aureus.payouts.CoinTown.TO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.ledger.Account;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Payouts of coins: each is paid once, whatever happens on the way. */
@SuppressWarnings("NullAway") // a missing value fails the test as well
class CoinPayoutsTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30).plusSeconds(1);
  private static final Duration CLAIM_OVER = Duration.ofMinutes(2).plusSeconds(1);

  /** 209 virtual bytes at 2 units. */
  private static final long FEE = 418;

  private final CoinTown town = new CoinTown();

  @Test
  void isReservedWhenAskedAndPaidWhenFinal() {
    town.pay(1_000_000);
    Payout payout = town.ask(300_000, "one");
    assertThat(available()).isEqualTo(1_000_000 - 300_000 - FEE);
    town.work();
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.BROADCASTING);
    mineAndWork(1);
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.SEEN);
    town.checkBooks();
    mineAndWork(1);
    Payout done = town.now(payout);
    assertThat(done.state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(town.chain.paid(TO, 300_000)).isEqualTo(1);
    assertThat(town.chain.transactions()).isEqualTo(1);
    assertThat(done.spent()).isNotNull();
    assertThat(town.balance(Account.ours(Account.Kind.FEES))).isEqualTo(FEE);
    assertThat(town.chain.held())
        .isEqualTo(1_000_000 - 300_000 - done.spent().units().longValueExact());
    town.checkBooks();
    // Its change is spent by the next one.
    Payout next = town.ask(600_000, "two");
    town.work();
    mineAndWork(2);
    assertThat(town.now(next).state()).isEqualTo(PayoutState.CONFIRMED);
    town.checkBooks();
  }

  @Test
  void severalThatWaitGoOutTogetherAndTheFeeIsBookedOnce() {
    town.pay(500_000);
    town.pay(500_000);
    List<Payout> payouts = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      payouts.add(town.ask(100_000 + i, "p" + i));
    }
    town.work();
    town.work();
    mineAndWork(2);
    for (int i = 0; i < 5; i++) {
      assertThat(town.now(payouts.get(i)).state()).isEqualTo(PayoutState.CONFIRMED);
      assertThat(town.chain.paid(TO, 100_000 + i)).isEqualTo(1);
    }
    assertThat(town.chain.transactions()).isEqualTo(1);
    town.checkBooks();
  }

  @Test
  void ofManyAskingsForTheWholeBalanceOneSucceeds() throws Exception {
    town.pay(100_000);
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Boolean>> asks = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String name = "ask" + i;
        asks.add(() -> succeeds(() -> town.ask(100_000 - FEE, name)));
      }
      int done = 0;
      for (Future<Boolean> one : threads.invokeAll(asks)) {
        done += one.get() ? 1 : 0;
      }
      assertThat(done).isEqualTo(1);
    }
    assertThat(available()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = PayoutStep.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"RAISED_UNSTORED", "RAISED_UNOFFERED"})
  void halfWayKilledItIsPaidOnceAllTheSame(PayoutStep step) {
    town.pay(1_000_000);
    Payout one = town.ask(300_000, "one");
    Payout other = town.ask(200_000, "other");
    town.haltAt = step;
    for (int i = 0; i < 6; i++) {
      town.workLater(CLAIM_OVER);
      town.chain.mine(1);
    }
    assertThat(town.haltAt).isNull();
    assertThat(List.of(town.now(one).state(), town.now(other).state()))
        .containsOnly(PayoutState.CONFIRMED);
    assertThat(town.chain.paid(TO, 300_000)).isEqualTo(1);
    assertThat(town.chain.paid(TO, 200_000)).isEqualTo(1);
    assertThat(town.chain.transactions()).isEqualTo(1);
    town.checkBooks();
  }

  @ParameterizedTest
  @EnumSource(
      value = PretendCoins.Manner.class,
      names = {"LOST", "DEAF"})
  void withoutAClearAnswerTheSameBytesAreOfferedAgain(PretendCoins.Manner manner) {
    town.pay(1_000_000);
    town.chain.answers(manner);
    Payout payout = town.ask(300_000, "one");
    town.work();
    Payout unclear = town.now(payout);
    assertThat(unclear.state()).isEqualTo(PayoutState.UNCLEAR);
    int before = town.chain.offers();
    town.workLater(SOON);
    assertThat(town.chain.offers())
        .isGreaterThanOrEqualTo(manner == PretendCoins.Manner.DEAF ? before + 1 : before);
    town.chain.answers(PretendCoins.Manner.WELL);
    town.workLater(SOON);
    mineAndWork(2);
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(town.now(payout).txHash()).isEqualTo(unclear.txHash());
    assertThat(town.chain.paid(TO, 300_000)).isEqualTo(1);
  }

  @Test
  void stuckAtALowFeeItIsReplacedAndPaidOnce() {
    town.pay(1_000_000);
    town.pay(50_000);
    Payout one = town.ask(990_000, "one");
    Payout other = town.ask(5_000, "other");
    town.work();
    String first = town.chain.waiting().getFirst().txid();
    town.workLater(HALF_AN_HOUR, 4_000);
    town.workLater(SOON);
    assertThat(town.chain.waiting()).hasSize(1);
    assertThat(town.chain.waiting().getFirst().txid()).isNotEqualTo(first);
    mineAndWork(1);
    mineAndWork(1);
    assertThat(town.now(one).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(town.now(other).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(town.chain.paid(TO, 990_000)).isEqualTo(1);
    assertThat(town.chain.paid(TO, 5_000)).isEqualTo(1);
    town.checkBooks();
  }

  @Test
  void theOlderBytesMayBeMinedAndNothingIsPaidTwice() {
    town.pay(1_000_000);
    Payout payout = town.ask(300_000, "one");
    town.work();
    town.chain.mine(1);
    // The node lags: the worker still thinks that it waits, and signs a replacement.
    town.chain.answers(PretendCoins.Manner.DEAF);
    town.workLater(HALF_AN_HOUR, 4_000);
    town.chain.answers(PretendCoins.Manner.WELL);
    mineAndWork(3);
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(town.chain.paid(TO, 300_000)).isEqualTo(1);
    assertThat(town.chain.transactions()).isEqualTo(1);
    town.checkBooks();
  }

  @ParameterizedTest
  @EnumSource(Forgotten.class)
  void aReorganisationBringsItBackAsTheSameBytes(Forgotten isForgotten) {
    town.pay(1_000_000);
    Payout payout = town.ask(300_000, "one");
    town.work();
    mineAndWork(2);
    String hash = town.now(payout).txHash();
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.CONFIRMED);
    town.chain.undo(2, isForgotten == Forgotten.YES);
    // An empty block in place of each: the observer has read past the one that held it.
    List<io.aureus.chains.bitcoin.CoinTransaction> waiting = town.chain.waiting();
    town.chain.forgetWaiting();
    town.chain.mine(3);
    town.workLater(SOON);
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.BROADCASTING);
    assertThat(available()).isEqualTo(1_000_000 - 300_000 - FEE);
    town.checkBooks();
    assertThat(waiting).hasSize(isForgotten == Forgotten.YES ? 0 : 1);
    town.workLater(SOON);
    mineAndWork(2);
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(town.now(payout).txHash()).isEqualTo(hash);
    assertThat(town.chain.paid(TO, 300_000)).isEqualTo(1);
    town.checkBooks();
  }

  enum Forgotten {
    YES,
    NO
  }

  @Test
  void waitsForCoinsAndForAFeeBelowTheLimits() {
    town.pay(1_000_000);
    town.rate(900_000);
    Payout payout = town.desk.request(CoinTown.wish(100_000, TO, "one"));
    town.work();
    assertThat(town.now(payout).hold()).isEqualTo(PayoutHold.GAS_PRICE);
    town.workLater(SOON);
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.BROADCASTING);
    Payout second = town.ask(500_000, "two");
    town.workLater(SOON);
    assertThat(town.now(second).hold()).isEqualTo(PayoutHold.COINS);
    town.chain.mine(2);
    town.workLater(SOON);
    assertThat(town.now(second).state()).isEqualTo(PayoutState.BROADCASTING);
  }

  @Test
  void badDestinationsAndAmountsAreRefusedBeforeAnythingIsReserved() {
    town.pay(1_000_000);
    String own = town.keys.seed().addresses("bitcoin", 0, 1).getFirst();
    String hot = town.keys.signer().hotAddress("bitcoin");
    for (String wrong :
        List.of(
            "",
            TO.substring(1),
            TO.replace('w', 'q'),
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
            "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
            "lnbcrt500n1pj0000",
            own,
            hot)) {
      assertThatThrownBy(() -> town.desk.request(CoinTown.wish(100_000, wrong, "x")))
          .as(wrong)
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("address");
    }
    assertThatThrownBy(() -> town.ask(293, "dust")).hasMessageContaining("0.00000294 is the least");
    assertThatThrownBy(() -> town.ask(1_000_000, "all"))
        .hasMessageContaining("at most 0.00999582 can be paid out");
    assertThat(available()).isEqualTo(1_000_000);
  }

  @Test
  void theSameNameAgainGivesThePayoutThatStandsAndAnotherWishAnError() {
    town.pay(1_000_000);
    Payout payout = town.ask(300_000, "name");
    assertThat(town.ask(300_000, "name").id()).isEqualTo(payout.id());
    assertThatThrownBy(() -> town.ask(300_001, "name")).hasMessageContaining("stands already");
    assertThat(SHOP.value()).isEqualTo("mct-000000000001");
  }

  private void mineAndWork(int blocks) {
    for (int i = 0; i < blocks; i++) {
      town.chain.mine(1);
      town.workLater(SOON);
    }
  }

  private long available() {
    return town.balance(Account.of(SHOP.value(), Account.Kind.AVAILABLE));
  }

  private static boolean succeeds(Runnable ask) {
    try {
      ask.run();
      return true;
    } catch (Refusal e) {
      return false;
    }
  }
}
