package io.aureus.payouts;

import static io.aureus.payouts.CoinTown.OTHER_SHOP;
import static io.aureus.payouts.CoinTown.TO;
import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.bitcoin.OutPoint;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Payouts of coins that the signer or a lack holds back: none is stranded, and none is told on. */
@SuppressWarnings("NullAway") // a missing value fails the test as well
class HeldCoinPayoutsTest {
  private static final Duration SOON = Duration.ofSeconds(31);
  private static final Duration CLAIM_OVER = Duration.ofMinutes(2).plusSeconds(1);

  private final CoinTown town = new CoinTown();

  @ParameterizedTest
  @EnumSource(
      value = PayoutStep.class,
      names = {"PLACED", "SIGNED_UNSTORED"})
  void whileSigningIsStoppedItKeepsItsCoinsAndIsPaidOnceAfterwards(PayoutStep step) {
    town.pay(1_000_000);
    Payout payout = town.ask(300_000, "one");
    town.haltAt = step;
    town.work();
    town.keys.policy().setKillSwitch(true, "drill", "person:2");
    town.workLater(CLAIM_OVER);
    town.workLater(SOON);
    Payout waits = town.now(payout);
    assertThat(waits.state()).isEqualTo(PayoutState.BUILT);
    assertThat(waits.holdReason()).isEqualTo("waits until the signer signs again");
    assertThat(locks()).isEqualTo(1);
    town.keys.policy().setKillSwitch(false, "", "person:2");
    payAll();
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(town.now(payout).holdReason()).isEmpty();
    assertThat(town.chain.paid(TO, 300_000)).isEqualTo(1);
    town.checkBooks();
  }

  @Test
  void whatIsOfferedIsFollowedWhileSigningIsStoppedAndOnlyItsFeeStays() {
    town.pay(1_000_000);
    Payout payout = town.ask(300_000, "one");
    town.work();
    String first = town.now(payout).txHash();
    town.keys.policy().setKillSwitch(true, "drill", "person:2");
    town.chain.forgetWaiting();
    town.workLater(Duration.ofMinutes(31), 4_000);
    assertThat(town.chain.waiting()).hasSize(1);
    town.chain.mine(2);
    town.workLater(SOON);
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(town.now(payout).txHash()).isEqualTo(first);
  }

  @Test
  void aPayoutThatIsTiedToAnotherCoinIsBuiltAloneWithItAndNoMateHearsOfIt() {
    Payout tied = signedAndForgotten();
    Payout mate = town.ask(OTHER_SHOP, 500_000, "mate");
    // Nobody looks at it by itself before the other one takes it along.
    town.database
        .jdbc()
        .sql("update payout set due_at = due_at + interval '20 seconds' where id = ?::uuid")
        .param(mate.id().value())
        .update();
    release(tied);
    town.workLater(Duration.ofSeconds(5));
    assertThat(story(mate)).contains("goes out alone").doesNotContain(tied.id().value());
    assertThat(story(tied)).doesNotContain(mate.id().value());
    payAll();
    for (Payout one : List.of(tied, mate)) {
      assertThat(town.now(one).state()).as(story(one)).isEqualTo(PayoutState.CONFIRMED);
      assertThat(town.chain.paid(TO, one.amount().units().longValueExact())).isEqualTo(1);
    }
    assertThat(town.chain.transactions()).isEqualTo(2);
    town.checkBooks();
  }

  @Test
  void aPayoutWhoseCoinAnotherOneTookIsHeldWithoutNoiseAndCanBeTakenBack() {
    Payout tied = signedAndForgotten();
    town.chain.steal(new OutPoint("%064x".formatted(1), 0));
    release(tied);
    town.workLater(SOON);
    town.workLater(Duration.ofMinutes(1));
    assertThat(town.now(tied).hold()).isEqualTo(PayoutHold.COINS);
    assertThat(town.now(tied).holdReason()).contains("take it back and ask again");
    int told = town.desk.history(tied.id()).size();
    town.workLater(Duration.ofMinutes(1));
    assertThat(town.desk.history(tied.id())).hasSize(told);
    assertThat(locks()).isZero();
    town.desk.cancel(tied.id(), "person:1", "");
    Payout again = town.ask(300_000, "again");
    payAll();
    assertThat(town.now(again).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(town.chain.paid(TO, 300_000)).isEqualTo(1);
  }

  @Test
  void theFiguresOfAReasonMoveWithoutANewEvent() {
    town.pay(1_000_000);
    Payout first = town.ask(100_000, "first");
    town.work();
    Payout second = town.ask(500_000, "second");
    town.work();
    String before = town.now(second).holdReason();
    assertThat(before).startsWith("waits for coins");
    List<Payouts.Step> told = town.desk.history(second.id());
    town.rate(4_000);
    town.clock.advance(SOON);
    town.work();
    Payout later = town.now(second);
    assertThat(later.holdReason()).startsWith("waits for coins").isNotEqualTo(before);
    assertThat(later.version()).isEqualTo(told.size());
    assertThat(town.desk.history(second.id())).isEqualTo(told);
    assertThat(town.now(first).state()).isEqualTo(PayoutState.BROADCASTING);
  }

  @Test
  void aCoinOfARaiseThatWasOvertakenIsFreeOnceAnotherVersionIsFinal() {
    town.pay(1_000_000);
    Payout payout = town.ask(300_000, "one");
    town.work();
    town.workLater(Duration.ofMinutes(31), 4_000);
    town.pay(2_000_000);
    // A worker locked it for its own second version, and another worker's was stored.
    town.database
        .jdbc()
        .sql(
            """
            insert into coin_lock select chain, ?, 0, bundle_id, 99, 2, units, address, is_change,
              key_index from coin_lock limit 1
            """)
        .param("%064x".formatted(2))
        .update();
    payAll();
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.CONFIRMED);
    Payout next = town.ask(1_500_000, "next");
    town.workLater(SOON);
    assertThat(town.now(next).hold()).isEqualTo(PayoutHold.COINS);
    town.chain.mine(64);
    town.workLater(SOON);
    payAll();
    assertThat(town.now(next).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(town.chain.paid(TO, 1_500_000)).isEqualTo(1);
    town.checkBooks();
  }

  @ParameterizedTest
  @EnumSource(
      value = PayoutStep.class,
      names = {"CLAIMED", "NOTED"})
  void whatTheOperatorSettlesWhileAWorkerHasItStaysSettled(PayoutStep step) {
    town.pay(1_000_000);
    Payout payout = town.ask(300_000, "one");
    town.work();
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.BROADCASTING);
    town.haltAt = step;
    town.meanwhile =
        () -> {
          settle(payout);
          if (step == PayoutStep.NOTED) {
            throw new Refusal(ErrorCode.UNAVAILABLE, "no node can be asked");
          }
        };
    town.workLater(CLAIM_OVER);
    town.workLater(CLAIM_OVER);
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(due()).isZero();
  }

  @Test
  void whatAnotherTransactionPaidIsFollowedNoMore() {
    town.pay(1_000_000);
    Payout payout = town.ask(300_000, "one");
    town.work();
    settle(payout);
    town.database.jdbc().sql("update payout set due_at = created_at").update();
    town.workLater(CLAIM_OVER);
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(due()).isZero();
  }

  /** As the operator's deed leaves it. */
  private void settle(Payout payout) {
    town.database
        .jdbc()
        .sql(
            """
            with paid as (
              insert into payout_paid_by (chain, tx_hash, position, payout_id, block)
              values ('BTC', ?, 'out:0', ?::uuid, 1) returning payout_id)
            update payout p set state = 'CONFIRMED', due_at = null, version = version + 1
            from paid where p.id = paid.payout_id
            """)
        .params(PretendCoins.THIEF, payout.id().value())
        .update();
  }

  private long due() {
    return town.database
        .jdbc()
        .sql("select count(*) from payout where due_at is not null")
        .query(Long.class)
        .single();
  }

  /** The signer remembers it with its coin, and a back-up that is brought back knows of neither. */
  private Payout signedAndForgotten() {
    town.pay(400_000);
    town.pay(OTHER_SHOP, 1_000_000);
    Payout payout = town.ask(300_000, "one");
    town.haltAt = PayoutStep.SIGNED_UNSTORED;
    town.work();
    RestoredPayouts.hold(town.database.jdbc(), town.clock.instant(), town.clock.instant());
    assertThat(locks()).isZero();
    assertThat(town.now(payout).hold()).isEqualTo(PayoutHold.RESTORED);
    return payout;
  }

  /** As after a kill between the signer's memory and our rows: it is judged anew. */
  private void release(Payout payout) {
    town.database.jdbc().sql("delete from payout_restored").update();
    town.database
        .jdbc()
        .sql("update payout set hold = 'POLICY', due_at = ? where id = ?::uuid")
        .params(town.clock.instant().atOffset(ZoneOffset.UTC), payout.id().value())
        .update();
  }

  private void payAll() {
    for (int i = 0; i < 5; i++) {
      town.workLater(SOON);
      town.chain.mine(1);
    }
    town.workLater(SOON);
  }

  private String story(Payout payout) {
    return town.desk.history(payout.id()).stream()
        .map(Payouts.Step::words)
        .collect(Collectors.joining("; "));
  }

  private long locks() {
    return town.database.jdbc().sql("select count(*) from coin_lock").query(Long.class).single();
  }
}
