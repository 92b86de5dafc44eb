package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.ledger.Account;
import io.aureus.money.Amount;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.PayoutWish;
import io.aureus.payouts.Payouts;
import io.aureus.testing.CoinNode.Fate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scenarios of money out in coins, on every kind of node. */
abstract class CoinMoneyOutJourneys extends CoinChildJourneys {
  private static final long SUM = 40_000;

  @Test
  void out1AskedBroadcastConfirmedAndTheFeeIsBooked() {
    earn("300");
    long before = balance(Account.Kind.AVAILABLE);
    long fees = balance(Account.ours(Account.Kind.FEES));
    String receiver = receiver();
    Payout asked = withdraw(SUM, receiver);
    long fee = asked.fee().units().longValueExact();
    assertThat(fee).isPositive();
    assertThat(balance(Account.Kind.AVAILABLE)).isEqualTo(before - SUM - fee);
    assertThat(balance(Account.Kind.RESERVED)).isEqualTo(SUM + fee);
    await(asked.id(), PayoutState.BROADCASTING);
    assertThat(waiting()).isEqualTo(1);
    town().mine(1);
    await(asked.id(), PayoutState.SEEN);
    town().mustBalance();
    Payout done = mineUntil(asked.id(), PayoutState.CONFIRMED);
    assertThat(paying(receiver, SUM)).containsExactly(done.txHash());
    assertThat(done.spent().units().longValueExact()).isPositive();
    assertThat(balance(Account.ours(Account.Kind.FEES))).isEqualTo(fees + fee);
    // The change came back, and goes out like any other coin of ours.
    Payout next = withdrawAllOf(balance(Account.Kind.AVAILABLE), receiver);
    mineUntil(next.id(), PayoutState.CONFIRMED);
    assertThat(balance(Account.Kind.AVAILABLE)).isZero();
  }

  @Test
  void out1SeveralThatWaitGoOutInOneTransaction() {
    earn("300");
    ask(600_000);
    List<Payout> asked = new ArrayList<>();
    String receiver = receiver();
    for (int i = 0; i < 4; i++) {
      asked.add(withdraw(10_000 + i, receiver));
    }
    asked.forEach(one -> await(one.id(), PayoutState.HELD));
    assertThat(find(asked.getFirst().id()).holdReason()).contains("above our limit");
    ask(USUAL_RATE);
    asked.forEach(one -> mineUntil(one.id(), PayoutState.CONFIRMED));
    Set<String> transactions = paying(receiver, 10_000);
    assertThat(transactions).hasSize(1);
    for (int i = 0; i < 4; i++) {
      assertThat(paying(receiver, 10_000 + i)).isEqualTo(transactions);
    }
    assertThat(asked.stream().filter(one -> find(one.id()).spent().isPositive())).hasSize(1);
  }

  @Test
  void out2TwoHundredAskForTheWholeBalanceAndOneGetsIt() throws Exception {
    earn("100");
    List<Payout> given = List.of();
    // Where the fee rose since the most was told, nobody gets it, and it is told anew.
    for (int i = 0; i < 5 && given.isEmpty(); i++) {
      given = twoHundredAskFor(wholeBalance(i));
    }
    assertThat(given).hasSize(1);
    mineUntil(given.getFirst().id(), PayoutState.CONFIRMED);
  }

  /** Less by what other coins would cost, where the most that was told needs other coins. */
  private long wholeBalance(int before) {
    Amount most = payouts().preview(wish(5_000, receiver(), null)).most();
    for (int i = 0; i < before; i++) {
      Payouts.Preview asked =
          payouts().preview(wish(most.units().longValueExact(), receiver(), null));
      Amount rest = asked.available().minus(asked.fee());
      most = most.isAtLeast(rest) ? rest : most;
    }
    return most.units().longValueExact();
  }

  /** Those that got it; the others were refused for that reason. */
  private List<Payout> twoHundredAskFor(long units) throws Exception {
    List<Payout> given = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Payout>> asked = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        asked.add(threads.submit(() -> withdraw(units, receiver())));
      }
      for (Future<Payout> one : asked) {
        try {
          given.add(one.get());
        } catch (ExecutionException e) {
          assertThat(e.getCause()).isInstanceOf(Refusal.class).hasMessageContaining("at most");
        }
      }
    }
    return given;
  }

  @Test
  void out3RestartedBetweenTheStepsItIsPaidOnce() {
    earn("100");
    String receiver = receiver();
    Payout asked = withdraw(SUM, receiver);
    town().restart();
    String hash = await(asked.id(), PayoutState.BROADCASTING).txHash();
    town().restart();
    town().mine(1);
    await(asked.id(), PayoutState.SEEN);
    town().restart();
    mineUntil(asked.id(), PayoutState.CONFIRMED);
    assertThat(paying(receiver, SUM)).containsExactly(hash);
    assertThat(signedTransactions(asked.id())).isEqualTo(1);
  }

  @Test
  void out4WithoutAClearAnswerTheSameBytesAreOfferedAgain() {
    earn("100");
    String receiver = receiver();
    town().cutTheLine();
    Payout asked = withdraw(SUM, receiver);
    String hash = await(asked.id(), PayoutState.UNCLEAR).txHash();
    assertThat(balance(Account.Kind.RESERVED)).isPositive();
    town().mendTheLine();
    await(asked.id(), PayoutState.BROADCASTING);
    mineUntil(asked.id(), PayoutState.CONFIRMED);
    assertThat(paying(receiver, SUM)).containsExactly(hash);
    assertThat(signedTransactions(asked.id())).isEqualTo(1);
  }

  @Test
  void out4DroppedByTheMempoolItIsOfferedAgain() {
    earn("100");
    String receiver = receiver();
    Payout asked = withdraw(SUM, receiver);
    String hash = await(asked.id(), PayoutState.BROADCASTING).txHash();
    town().node().evict(hash);
    awaitTrue(
        () -> town().node().rpc("getrawmempool").toString().contains(hash),
        () -> payouts().history(asked.id()));
    mineUntil(asked.id(), PayoutState.CONFIRMED);
    assertThat(paying(receiver, SUM)).containsExactly(hash);
  }

  @Test
  void out5StuckAtALowFeeItIsReplacedByOneWithAHigherFeeAndPaidOnce() {
    earn("100");
    // Where the coins that are taken leave no change, a higher fee takes one more.
    earn("100");
    String receiver = receiver();
    Payout asked = withdraw(SUM, receiver);
    String first = await(asked.id(), PayoutState.BROADCASTING).txHash();
    awaitTrue(
        () -> {
          // Coins that fit without change may have paid some times the usual rate already.
          ask(20 * USUAL_RATE);
          return !first.equals(find(asked.id()).txHash());
        },
        () -> find(asked.id()) + " " + payouts().history(asked.id()));
    ask(USUAL_RATE);
    String second = await(asked.id(), PayoutState.BROADCASTING).txHash();
    awaitTrue(
        () -> town().node().rpc("getrawmempool").toString().contains(second),
        () -> payouts().history(asked.id()));
    assertThat(waiting()).as("the first one is displaced").isEqualTo(1);
    ask(USUAL_RATE);
    Payout done = mineUntil(asked.id(), PayoutState.CONFIRMED);
    assertThat(paying(receiver, SUM)).containsExactly(done.txHash());
    assertThat(done.spent().units().longValueExact()).isGreaterThan(2 * USUAL_RATE / 10);
    assertThat(signedTransactions(asked.id())).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"GONE", "WAITING", "MINED"})
  void out6ReorganisedAfterItWasDoneTheSameBytesGoOutAgain(Fate fate) {
    earn("100");
    String receiver = receiver();
    Payout asked = withdraw(SUM, receiver);
    await(asked.id(), PayoutState.BROADCASTING);
    town().mine(CoinTown.DEPTH);
    Payout done = await(asked.id(), PayoutState.CONFIRMED);
    long left = balance(Account.Kind.AVAILABLE);
    town().node().reorg(CoinTown.DEPTH, fate);
    awaitTrue(town()::isRead, () -> "read");
    if (fate == Fate.GONE) {
      await(asked.id(), PayoutState.BROADCASTING, PayoutState.UNCLEAR);
      assertThat(balance(Account.Kind.RESERVED)).isPositive();
    }
    assertThat(balance(Account.Kind.AVAILABLE)).isEqualTo(left);
    town().mine(CoinTown.DEPTH);
    Payout again = mineUntil(asked.id(), PayoutState.CONFIRMED);
    assertThat(again.txHash()).isEqualTo(done.txHash());
    assertThat(paying(receiver, SUM)).containsExactly(done.txHash());
    assertThat(signedTransactions(asked.id())).isEqualTo(1);
  }

  @Test
  void out7BadDestinationsAreRefusedBeforeAnythingIsReserved() {
    earn("100");
    long before = balance(Account.Kind.AVAILABLE);
    String order = town().order("5").address();
    String good = receiver();
    for (String wrong :
        List.of(
            "",
            "bc1q",
            good.substring(0, good.length() - 1),
            "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
            "TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE",
            "lnbcrt500n1pj0000",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
            "ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9",
            hot(),
            order)) {
      assertThatThrownBy(() -> withdraw(SUM, wrong))
          .as(wrong)
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("address");
    }
    assertThat(balance(Account.Kind.AVAILABLE)).isEqualTo(before);
  }

  @Test
  void out8BadAmountsAreRefusedWithTheFigureThatWouldPass() {
    earn("100");
    String receiver = receiver();
    for (long wrong : new long[] {-5, 0, 1}) {
      assertThatThrownBy(() -> withdraw(wrong, receiver)).hasMessageContaining("is the least");
    }
    PayoutWish all = wish(balance(Account.Kind.AVAILABLE), receiver, null);
    String most = payouts().preview(all).most().text();
    assertThatThrownBy(() -> payouts().request(all))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("at most " + most);
    Payout passes = withdraw(new BigDecimal(most).movePointRight(8).longValueExact(), receiver);
    mineUntil(passes.id(), PayoutState.CONFIRMED);
  }

  @Test
  void out9TheSameReferenceGivesTheSamePayoutAndAnotherWishAnError() {
    earn("100");
    String receiver = receiver();
    PayoutWish wish = wish(SUM, receiver, "salary-7");
    Payout first = payouts().request(wish);
    assertThat(payouts().request(wish).id()).isEqualTo(first.id());
    assertThatThrownBy(() -> payouts().request(wish(SUM + 1, receiver, "salary-7")))
        .hasMessageContaining("stands already");
    mineUntil(first.id(), PayoutState.CONFIRMED);
    assertThat(paying(receiver, SUM)).hasSize(1);
  }

  @Test
  void out10ADearNetworkHoldsItAndItIsTakenBack() {
    earn("100");
    long before = balance(Account.Kind.AVAILABLE);
    ask(600_000);
    try {
      Payout asked = withdraw(5_000, receiver());
      awaitTrue(
          () -> {
            ask(600_000);
            return find(asked.id()).state() == PayoutState.HELD;
          },
          () -> payouts().history(asked.id()));
      payouts().cancel(asked.id(), "person:1", "not now");
      assertThat(balance(Account.Kind.AVAILABLE)).isEqualTo(before);
    } finally {
      ask(USUAL_RATE);
    }
  }
}
