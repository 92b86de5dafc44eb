package io.aureus.payouts;

import static io.aureus.payouts.CoinTown.OTHER_SHOP;
import static io.aureus.payouts.CoinTown.SHOP;
import static io.aureus.payouts.CoinTown.TO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.bitcoin.OutPoint;
import io.aureus.errors.Refusal;
import io.aureus.ledger.Account;
import io.aureus.merchants.MerchantId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody else with our seed spends the coin that binds payouts: a person ends them. */
@SuppressWarnings("NullAway") // a missing value fails the test as well
class LostCoinPayoutsTest {
  private static final Duration SOON = Duration.ofMinutes(4);

  private static final Duration CLAIM_OVER = Duration.ofMinutes(2).plusSeconds(1);

  /** Confirmations, and the blocks after them in which payouts are still looked at. */
  private static final int DEEP = 2 + 64;

  private final CoinTown town = new CoinTown();
  private Payout mine;
  private Payout theirs;

  @BeforeEach
  void twoMerchantsArePaidByOneTransactionOfTwoCoins() {
    town.pay(SHOP, 1_000_000);
    town.pay(OTHER_SHOP, 500_000);
    mine = town.ask(SHOP, 900_000, "mine");
    theirs = town.ask(OTHER_SHOP, 300_000, "theirs");
    town.work();
    assertThat(town.chain.waiting()).hasSize(1);
    assertThat(town.chain.waiting().getFirst().inputs()).hasSize(2);
  }

  @Test
  void isShownWithItsReasonAndEndedByAPersonOnceNoVersionCanBeMined() {
    refusesToEnd("BROADCASTING");
    town.chain.steal(anchor());
    town.workLater(SOON);
    assertThat(town.now(mine).state()).isEqualTo(PayoutState.UNCLEAR);
    refusesToEnd("in 65 more blocks");
    town.chain.mine(1);
    town.workLater(SOON);
    town.workLater(CLAIM_OVER);
    for (Payout one : List.of(mine, theirs)) {
      assertThat(town.now(one).state()).isEqualTo(PayoutState.UNCLEAR);
      assertThat(town.now(one).holdReason()).contains("was spent by " + PretendCoins.THIEF);
    }
    int told = town.desk.history(mine.id()).size();
    town.workLater(SOON);
    assertThat(town.desk.history(mine.id())).hasSize(told);
    assertThat(town.lost.all()).hasSize(2).allMatch(one -> one.waits().contains("64 more"));
    refusesToEnd("64 more blocks");
    town.chain.mine(DEEP - 2);
    assertThat(town.lost.all()).allMatch(one -> one.waits().isEmpty());
    assertThat(town.lost.end(theirs.id(), "person:7", "stolen")).hasSize(2);
    for (Payout one : List.of(mine, theirs)) {
      assertThat(town.now(one).state()).isEqualTo(PayoutState.FAILED);
      assertThat(town.desk.history(one.id()).getLast().words())
          .isEqualTo("given up by person:7: stolen");
      assertThat(reserved(one.merchant())).isZero();
    }
    assertThat(available(SHOP)).isEqualTo(1_000_000);
    assertThat(available(OTHER_SHOP)).isEqualTo(500_000);
    assertThat(town.lost.all()).isEmpty();
    assertThat(audited()).isEqualTo(2);
    refusesToEnd("FAILED");
  }

  @Test
  void itsOtherCoinsAreFreeAgainAndPayTheNextOne() {
    town.chain.steal(anchor());
    town.chain.mine(DEEP);
    town.workLater(SOON);
    town.workLater(CLAIM_OVER);
    Payout next = town.ask(OTHER_SHOP, 100_000, "next");
    town.workLater(SOON);
    assertThat(town.now(next).hold()).isEqualTo(PayoutHold.COINS);
    town.lost.end(mine.id(), "person:7", "");
    for (int i = 0; i < 4; i++) {
      town.workLater(SOON);
      town.chain.mine(1);
    }
    assertThat(town.now(next).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(town.chain.paid(TO, 100_000)).isEqualTo(1);
    assertThat(town.chain.paid(TO, 900_000)).isZero();
    assertThat(town.now(mine).state()).isEqualTo(PayoutState.FAILED);
  }

  @Test
  void aReorganisationThatTakesTheTheftBackPaysThemOnce() {
    town.chain.steal(anchor());
    town.chain.mine(1);
    town.workLater(SOON);
    assertThat(town.now(mine).holdReason()).contains("spent by");
    town.chain.undo(2, false);
    town.chain.mine(2);
    town.workLater(SOON);
    // Of two workers who raise the fee at once one was overtaken, and is done after its claim.
    town.workLater(CLAIM_OVER);
    assertThat(town.now(mine).state()).isEqualTo(PayoutState.BROADCASTING);
    assertThat(town.now(mine).holdReason()).isEmpty();
    refusesToEnd("BROADCASTING");
    for (int i = 0; i < 2; i++) {
      town.chain.mine(1);
      town.workLater(CLAIM_OVER);
    }
    assertThat(town.now(mine).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(town.now(theirs).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(town.chain.transactions()).isEqualTo(1);
    town.checkBooks();
  }

  @Test
  void whatTheStrangerMayHavePaidIsNotEndedAndNothingIsReturned() {
    town.chain.theThiefPays(TO);
    town.chain.steal(anchor());
    town.chain.mine(DEEP);
    town.workLater(SOON);
    town.workLater(CLAIM_OVER);
    refusesToEnd("say that it is paid by transaction " + PretendCoins.THIEF);
    assertThat(town.now(theirs).state()).isEqualTo(PayoutState.UNCLEAR);
    assertThat(reserved(SHOP)).isPositive();
  }

  @Test
  void whatANodeMerelyForgotCannotBeEnded() {
    town.chain.answers(PretendCoins.Manner.DEAF);
    town.workLater(SOON);
    assertThat(town.now(mine).state()).isEqualTo(PayoutState.UNCLEAR);
    assertThat(town.now(mine).holdReason()).isEmpty();
    town.chain.mine(1);
    town.chain.mine(DEEP);
    // Now a block has it, and its coins are spent: by ours.
    refusesToEnd("may still be mined");
  }

  @Test
  void aCoinThatWasOnlyAddedForAHigherFeeDoesNotEndIt() {
    town.pay(SHOP, 2_000_000);
    OutPoint added = new OutPoint("%064x".formatted(3), 0);
    lockAdded(added);
    town.chain.forgetWaiting();
    town.chain.steal(added);
    town.chain.mine(DEEP);
    town.workLater(Duration.ofSeconds(10));
    town.workLater(Duration.ofSeconds(10));
    assertThat(town.now(mine).state()).isEqualTo(PayoutState.BROADCASTING);
    refusesToEnd("BROADCASTING");
  }

  @Test
  void ofTwoPersonsAtOnceOneEndsItAndTheReservationComesBackOnce() throws Exception {
    town.chain.steal(anchor());
    town.chain.mine(DEEP);
    town.workLater(SOON);
    town.workLater(CLAIM_OVER);
    int done = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<Boolean> one = () -> ends(mine);
      Callable<Boolean> other = () -> ends(theirs);
      for (Future<Boolean> deed : threads.invokeAll(List.of(one, other, one, other))) {
        done += deed.get() ? 1 : 0;
      }
    }
    assertThat(done).isEqualTo(1);
    assertThat(available(SHOP)).isEqualTo(1_000_000);
    assertThat(available(OTHER_SHOP)).isEqualTo(500_000);
  }

  private boolean ends(Payout payout) {
    try {
      town.lost.end(payout.id(), "person:7", "");
      return true;
    } catch (Refusal e) {
      return false;
    }
  }

  private void refusesToEnd(String words) {
    long before = available(SHOP);
    assertThatThrownBy(() -> town.lost.end(mine.id(), "person:7", ""))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(words);
    assertThat(available(SHOP)).isEqualTo(before);
  }

  private OutPoint anchor() {
    return town.chain.waiting().getFirst().inputs().getFirst().spent();
  }

  private void lockAdded(OutPoint coin) {
    town.database
        .jdbc()
        .sql(
            """
            insert into coin_lock select chain, ?, ?, bundle_id, 99, 2, units, address, is_change,
              key_index from coin_lock order by position limit 1
            """)
        .params(coin.txid(), coin.index())
        .update();
  }

  private long audited() {
    return town.database
        .jdbc()
        .sql(
            "select count(*) from audit_entry where actor = 'person:7' and deed = 'payout given"
                + " up'")
        .query(Long.class)
        .single();
  }

  private long reserved(MerchantId shop) {
    return town.balance(Account.of(shop.value(), Account.Kind.RESERVED));
  }

  private long available(MerchantId shop) {
    return town.balance(Account.of(shop.value(), Account.Kind.AVAILABLE));
  }
}
