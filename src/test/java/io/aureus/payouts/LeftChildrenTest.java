package io.aureus.payouts;

import static io.aureus.payouts.CoinTown.BTC;
import static io.aureus.payouts.CoinTown.TO;
import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.bitcoin.CoinTransaction;
import io.aureus.payouts.CoinNoteRows.Kind;
import io.aureus.payouts.CoinNoteRows.Note;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Children whose parents fall out, are mined without them, or have no use for them. */
class LeftChildrenTest {
  private static final Duration SOON = Duration.ofSeconds(31);
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30).plusSeconds(1);
  private static final int DEEP = 2 + Following.LOOKED_AFTER + 1;

  private final CoinTown town = new CoinTown();
  private final BundleRows bundles = new BundleRows(town.database.jdbc());

  @Test
  void aParentThatFellOutIsRaisedAndItsChildEnds() {
    Payout payout = carried();
    town.chain.forgetWaiting();
    town.chain.floor(15_000);
    town.workLater(SOON, 20_000);
    town.workLater(SOON, 20_000);
    assertThat(signed(payout)).isEqualTo(3);
    assertThat(town.chain.waiting()).hasSize(1);
    CoinTransaction raised = town.chain.waiting().getFirst();
    assertThat(town.now(payout).txHash()).isEqualTo(raised.txid());
    // It is raised like any other from there on, and its old child is not.
    int before = signed(children().getFirst());
    town.workLater(HALF_AN_HOUR, 40_000);
    town.workLater(SOON, 40_000);
    assertThat(signed(payout)).isEqualTo(4);
    assertThat(signed(children().getFirst())).isEqualTo(before);
    town.chain.mine(DEEP);
    town.workLater(SOON);
    town.workLater(SOON);
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(children().getFirst().state()).isEqualTo(PayoutState.FAILED);
    assertThat(town.chain.paid(TO, 300_000)).isEqualTo(1);
    town.checkBooks();
  }

  @Test
  void aChildWhoseParentIsMinedAloneIsRaisedByItsOwnBytes() {
    carried();
    CoinTransaction first = town.chain.waiting().getLast();
    town.chain.mineOnly(town.chain.waiting().getFirst().txid());
    town.workLater(SOON, 40_000);
    town.workLater(HALF_AN_HOUR, 40_000);
    town.workLater(SOON, 40_000);
    assertThat(town.chain.waiting()).hasSize(1);
    CoinTransaction dearer = town.chain.waiting().getFirst();
    assertThat(dearer.txid()).isNotEqualTo(first.txid());
    assertThat(bundles.fee(dearer.txid())).isBetween(40L * dearer.vsize(), 41L * dearer.vsize());
    town.chain.mine(2);
    town.workLater(SOON);
    town.workLater(SOON);
    assertThat(children().getFirst().state()).isEqualTo(PayoutState.CONFIRMED);
    town.checkBooks();
  }

  @Test
  void aChildOfNoUseIsTakenBackAndItsParentIsRaised() {
    Payout payout = stuck();
    town.work();
    town.haltAt = PayoutStep.PLACED;
    for (int i = 0; i < 3 && town.haltAt != null; i++) {
      town.workLater(Duration.ofMinutes(3), 9_000);
    }
    RestoredPayouts.hold(town.database.jdbc(), town.clock.instant(), town.clock.instant());
    // Both together at this rate are above the cap, and a replacement of the parent is not.
    town.workLater(Duration.ofMinutes(3), 450_000);
    assertThat(children().getFirst().state()).isEqualTo(PayoutState.CANCELLED);
    town.workLater(HALF_AN_HOUR, 450_000);
    town.workLater(SOON, 450_000);
    assertThat(signed(payout)).isEqualTo(3);
    assertThat(children()).hasSize(1);
    assertThat(town.chain.waiting()).hasSize(1);
    town.chain.mine(2);
    town.workLater(SOON);
    town.workLater(SOON);
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.CONFIRMED);
    town.checkBooks();
  }

  @Test
  void whatTheSignerRefusesIsTakenBackAndTriedAgainAfterAPause() {
    stuck();
    town.work();
    town.haltAt = PayoutStep.PLACED;
    for (int i = 0; i < 3 && town.haltAt != null; i++) {
      town.workLater(Duration.ofMinutes(3), 9_000);
    }
    String parent = town.chain.waiting().getFirst().txid();
    // The fee of these is above the cap.
    town.database
        .jdbc()
        .sql("update coin_bundle set change_units = 1000 where id = ?")
        .param(bundles.of(children().getFirst().id()).orElseThrow().id())
        .update();
    town.workLater(Duration.ofMinutes(3), 9_000);
    assertThat(children()).extracting(Payout::state).containsExactly(PayoutState.CANCELLED);
    for (int i = 0; i < 5; i++) {
      town.workLater(SOON, 9_000);
    }
    assertThat(children()).hasSize(1);
    town.workLater(HALF_AN_HOUR, 9_000);
    town.workLater(SOON, 9_000);
    assertThat(children()).hasSize(2);
    assertThat(town.chain.waiting()).extracting(CoinTransaction::txid).contains(parent);
  }

  @Test
  void changeThatSomebodyKeepsHasNoChild() {
    stuck();
    String parent = town.chain.waiting().getFirst().txid();
    CoinNoteRows notes = new CoinNoteRows(town.database.jdbc());
    for (int i = 0; i < 2; i++) {
      Note note = new Note(BTC.code(), Kind.OUTPUT, parent + ":" + i, "", true);
      notes.freeze(null, note, "person:1", town.clock.instant());
    }
    town.work();
    town.workLater(SOON, 9_000);
    town.workLater(SOON, 9_000);
    assertThat(children()).isEmpty();
  }

  @Test
  void onceAllRaisesAreUsedAChildPays() {
    town.pay(1_000_000);
    Payout payout = town.ask(300_000, "one");
    town.work();
    for (long rate = 4_000; signed(payout) < 6; rate = rate * 3 / 2) {
      town.workLater(HALF_AN_HOUR, rate);
      town.workLater(SOON, rate);
    }
    assertThat(children()).isEmpty();
    town.workLater(HALF_AN_HOUR, 60_000);
    town.workLater(SOON, 60_000);
    town.workLater(SOON, 60_000);
    assertThat(signed(payout)).isEqualTo(6);
    assertThat(children()).hasSize(1);
    assertThat(town.chain.waiting()).hasSize(2);
    town.chain.mine(2);
    town.workLater(SOON);
    town.workLater(SOON);
    town.checkBooks();
  }

  private Payout stuck() {
    town.pay(1_000_000);
    Payout payout = town.ask(300_000, "one");
    town.work();
    town.chain.burden(town.chain.waiting().getFirst().txid(), 50_000);
    town.clock.advance(HALF_AN_HOUR);
    town.rate(9_000);
    return payout;
  }

  private Payout carried() {
    Payout payout = stuck();
    town.work();
    town.workLater(SOON, 9_000);
    town.workLater(SOON, 9_000);
    assertThat(town.chain.waiting()).hasSize(2);
    return payout;
  }

  private int signed(Payout payout) {
    return bundles.signed(bundles.of(payout.id()).orElseThrow().id()).size();
  }

  private List<Payout> children() {
    return town.database
        .jdbc()
        .sql("select id from payout where kind = 'CHILD' order by no")
        .query((row, n) -> town.find(new PayoutId(row.getString(1))))
        .list();
  }
}
