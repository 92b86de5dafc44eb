package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.books.Books;
import io.aureus.chains.UnspentCoins;
import io.aureus.errors.Refusal;
import io.aureus.keys.CoinPoint;
import io.aureus.keys.Signer;
import io.aureus.keys.Signer.CoinPayment;
import io.aureus.keys.Signer.Spend;
import io.aureus.keys.Signer.SpentCoin;
import io.aureus.keys.SpendingPolicy;
import io.aureus.ledger.Account;
import io.aureus.money.Chain;
import io.aureus.payouts.Doubts;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutHold;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.RestoredPayouts;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Payouts of coins that a back-up brought, and what the machine before did with them since. After
 * each story the books equal the chain.
 */
abstract class CoinDoubtJourneys extends CoinPayoutStories {
  private static final String OPERATOR = "person:1";
  private static final int DEEP = CoinTown.DEPTH + 64;
  private static final long SUM = 20_000;
  private static final long FEE = 4_000;

  /** What the machine before paid was rightly told as a difference until it was booked. */
  @AfterEach
  @Override
  void theBooksAgreeWithTheChain() {
    Books books = town().gateway().bean(Books.class);
    awaitTrue(
        () ->
            books.compared().stream()
                .filter(one -> one.asset().equals(town().coin()))
                .allMatch(
                    one -> one.block() == town().node().height() && one.difference().isZero()),
        books::compared);
    town().database().jdbc().sql("delete from book_difference").update();
    super.theBooksAgreeWithTheChain();
  }

  /** Change on the hot address, which both machines can spend. */
  @BeforeEach
  void aPayoutLeavesChange() {
    earn("200");
    mineUntil(withdraw(1_000, receiver()).id(), PayoutState.CONFIRMED);
  }

  @Test
  void whatTheMachineBeforePaidIsBookedOnceItsTransactionIsNamed() {
    Payout held = restored(SUM, receiver());
    String hash = theMachineBeforePays(List.of(held));
    awaitTrue(() -> waiting() == 1, () -> "the mempool");
    refusedWith("not known here", () -> doubts().release(held.id(), OPERATOR));
    refusedWith("not known here", () -> doubts().takeBack(held.id(), OPERATOR, ""));
    mine(1);
    refusedWith("are not final", () -> doubts().release(held.id(), OPERATOR));
    mine(1);
    refusedWith(hash, () -> doubts().release(held.id(), OPERATOR));
    refusedWith(hash, () -> doubts().takeBack(held.id(), OPERATOR, ""));
    refusedWith("deep", () -> doubts().paidBy(held.id(), hash, OPERATOR));
    mine(DEEP);
    assertThat(doubts().unexplained(held)).hasSize(1);
    Payout paid = doubts().paidBy(held.id(), hash, OPERATOR);
    assertThat(paid.state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(paid.txHash()).isEqualTo(hash);
    assertThat(paid.spent().units()).isEqualTo(BigInteger.valueOf(FEE));
    assertThat(paying(held.destination(), SUM)).containsExactly(hash);
    assertThat(signedTransactions(held.id())).isZero();
    refusedWith("nothing of it is in doubt", () -> doubts().release(held.id(), OPERATOR));
  }

  @Test
  void oneTransactionOfSeveralIsNamedForEachAndItsFeeIsBookedOnce() {
    String receiver = receiver();
    Payout first = restored(SUM, receiver);
    Payout second = restored(SUM, receiver);
    Payout third = restored(SUM, receiver);
    String hash = theMachineBeforePays(List.of(first, second));
    mine(DEEP);
    refusedWith(hash, () -> doubts().release(third.id(), OPERATOR));
    Payout one = doubts().paidBy(first.id(), hash, OPERATOR);
    Payout other = doubts().paidBy(second.id(), hash, OPERATOR);
    assertThat(one.spent().units()).isEqualTo(BigInteger.valueOf(FEE));
    assertThat(other.spent().isZero()).isTrue();
    refusedWith("another payout's", () -> doubts().paidBy(third.id(), hash, OPERATOR));
    doubts().release(third.id(), OPERATOR);
    Payout out = mineUntil(third.id(), PayoutState.CONFIRMED);
    assertThat(paying(receiver, SUM)).containsExactlyInAnyOrder(hash, out.txHash());
  }

  @Test
  void whatWasNeverPaidIsTakenBackOrGoesOutByTheOperatorAlone() {
    long before = balance(Account.Kind.AVAILABLE);
    Payout held = restored(SUM, receiver());
    Payout other = restored(SUM + 1, receiver());
    refusedWith("Only the operator", () -> payouts().cancel(held.id(), "token:1", ""));
    refusedWith("Only the operator", () -> payouts().approve(held.id(), "person:2"));
    assertThat(doubts().open()).extracting(Payout::id).contains(held.id(), other.id());
    // Whatever goes out meanwhile takes none of them along.
    mineUntil(withdraw(1_000, receiver()).id(), PayoutState.CONFIRMED);
    assertThat(find(held.id()).hold()).isEqualTo(PayoutHold.RESTORED);
    assertThat(signedTransactions(held.id()) + signedTransactions(other.id())).isZero();
    awaitTrue(town()::isRead, () -> "read");
    doubts().takeBack(held.id(), OPERATOR, "asked for twice");
    doubts().release(other.id(), OPERATOR);
    mineUntil(other.id(), PayoutState.CONFIRMED);
    assertThat(paying(other.destination(), SUM + 1)).hasSize(1);
    assertThat(balance(Account.Kind.AVAILABLE)).isGreaterThan(before - 2 * SUM);
  }

  @Test
  void whatIsPaidAfterItsReleaseIsHeldAgainBeforeItIsBuilt() {
    Payout held = restored(SUM, receiver());
    ask(600_000);
    doubts().release(held.id(), OPERATOR);
    String hash = theMachineBeforePays(List.of(held));
    awaitTrue(
        () -> {
          ask(600_000);
          return find(held.id()).hold() == PayoutHold.RESTORED;
        },
        () -> payouts().history(held.id()));
    ask(USUAL_RATE);
    assertThat(find(held.id()).holdReason()).contains("not known here");
    mine(DEEP);
    doubts().paidBy(held.id(), hash, OPERATOR);
    assertThat(paying(held.destination(), SUM)).containsExactly(hash);
    assertThat(signedTransactions(held.id())).isZero();
  }

  @Test
  void aTransactionThatDoesNotPayItIsRefused() {
    Payout held = restored(SUM, receiver());
    String others = town().node().pay(held.destination(), SUM);
    mine(DEEP);
    refusedWith("coins of ours", () -> doubts().paidBy(held.id(), others, OPERATOR));
    refusedWith("64 hex digits", () -> doubts().paidBy(held.id(), "0x12", OPERATOR));
    assertThat(doubts().unexplained(held)).isEmpty();
    doubts().takeBack(held.id(), OPERATOR, "");
  }

  /** The machine before had raised the fee: bytes with the same coins that are not known here. */
  @Test
  void anUnclearOneThatTheMachineBeforePaidIsBookedAndNotGivenUp() {
    Payout asked = withdraw(SUM, receiver());
    await(asked.id(), PayoutState.BROADCASTING);
    String hash = theMachineBeforeRaises(asked);
    mine(CoinTown.DEPTH);
    awaitTrue(
        () -> find(asked.id()).holdReason().contains("spent by " + hash),
        () -> payouts().history(asked.id()));
    assertThat(find(asked.id()).state()).isEqualTo(PayoutState.UNCLEAR);
    refusedWith("reorganisation", () -> doubts().giveUp(asked.id(), OPERATOR));
    refusedWith("only the chain decides", () -> doubts().release(asked.id(), OPERATOR));
    mine(DEEP);
    refusedWith(hash, () -> doubts().giveUp(asked.id(), OPERATOR));
    Payout paid = doubts().paidBy(asked.id(), hash, OPERATOR);
    assertThat(paid.state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(paying(asked.destination(), SUM)).containsExactly(hash);
    assertThat(texts("select txid from coin_lock where bundle_id in (%s)".formatted(bundle(asked))))
        .as("coins that are locked for nothing")
        .isEmpty();
  }

  private static String bundle(Payout payout) {
    return "select bundle_id from coin_bundle_payout where payout_id = '%s'".formatted(payout.id());
  }

  /** As a restore leaves what was not signed. */
  private Payout restored(long units, String receiver) {
    awaitTrue(town()::isRead, () -> "read");
    policy().setKillSwitch(true, "a test", OPERATOR);
    try {
      Payout asked = withdraw(units, receiver);
      RestoredPayouts.hold(town().database().jdbc(), Instant.now(), Instant.now());
      assertThat(find(asked.id()).hold()).isEqualTo(PayoutHold.RESTORED);
      return find(asked.id());
    } finally {
      policy().setKillSwitch(false, "", OPERATOR);
    }
  }

  /** Which has the same seed, and another memory. */
  private String theMachineBeforePays(List<Payout> payouts) {
    UnspentCoins.Output coin =
        town().gateway().bean(UnspentCoins.class).of(town().coin(), 1000).stream()
            .filter(one -> one.address().equals(hot()))
            .findFirst()
            .orElseThrow();
    List<Spend> spends = new ArrayList<>();
    payouts.forEach(one -> spends.add(spend(UUID.randomUUID().toString(), one)));
    CoinPoint point = new CoinPoint(coin.txHash(), coin.index());
    long units = coin.units().longValueExact();
    return offer(spends, List.of(new SpentCoin(point, units, true, 0, hot())), FEE);
  }

  private String theMachineBeforeRaises(Payout payout) {
    List<SpentCoin> coins =
        town()
            .database()
            .jdbc()
            .sql("select * from coin_lock where bundle_id in (%s)".formatted(bundle(payout)))
            .query(
                (row, n) ->
                    new SpentCoin(
                        new CoinPoint(row.getString("txid"), row.getLong("output")),
                        row.getLong("units"),
                        row.getBoolean("is_change"),
                        row.getLong("key_index"),
                        row.getString("address")))
            .list();
    return offer(List.of(spend(payout.id().value(), payout)), coins, 3 * FEE);
  }

  private Spend spend(String id, Payout payout) {
    return new Spend(
        id,
        Signer.Purpose.WITHDRAWAL,
        town().merchant().value(),
        town().coin(),
        payout.amount().units(),
        payout.destination());
  }

  private String offer(List<Spend> spends, List<SpentCoin> coins, long fee) {
    Chain chain = town().coin().chain();
    long paid = spends.stream().mapToLong(one -> one.units().longValueExact()).sum();
    long units = coins.stream().mapToLong(SpentCoin::units).sum();
    CoinPayment payment = new CoinPayment(spends, coins, 0, units - paid - fee);
    Signer.Signed signed = town().gateway().bean(Signer.class).signCoins(chain, payment);
    town().node().rpc("sendrawtransaction", signed.raw());
    return signed.hash();
  }

  private void mine(int blocks) {
    town().mine(blocks);
    awaitTrue(town()::isRead, () -> "read");
  }

  private static void refusedWith(String words, Runnable deed) {
    assertThatThrownBy(deed::run).isInstanceOf(Refusal.class).hasMessageContaining(words);
  }

  private Doubts doubts() {
    return town().gateway().bean(Doubts.class);
  }

  private SpendingPolicy policy() {
    return town().gateway().bean(SpendingPolicy.class);
  }
}
