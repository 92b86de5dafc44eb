package io.aureus.payouts;

import static io.aureus.payouts.CoinTown.TO;
import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.bitcoin.CoinTransaction;
import io.aureus.ledger.Account;
import io.aureus.payouts.SignedRows.SignedRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What cannot be replaced is carried by one child of ours, whatever happens between the steps. */
class CoinChildrenTest {
  private static final Duration SOON = Duration.ofSeconds(31);
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30).plusSeconds(1);
  private static final int DEEP = 2 + Following.LOOKED_AFTER + 1;

  private final CoinTown town = new CoinTown();
  private final BundleRows bundles = new BundleRows(town.database.jdbc());

  @Test
  void whereTheReceiverSpentItAReplacementIsRefusedAndAChildPaysForBoth() {
    Payout payout = carried();
    String parent = town.chain.waiting().getFirst().txid();
    CoinTransaction child = town.chain.waiting().getLast();
    assertThat(child.inputs()).hasSize(1);
    assertThat(child.inputs().getFirst().spent().txid()).isEqualTo(parent);
    long together = fee(parent) + fee(child.txid());
    assertThat(together * 1_000 / size(parent, child.txid())).isBetween(9_000L, 9_200L);
    Payouts.Carrier carrier = town.desk.carrier(town.now(payout)).orElseThrow();
    assertThat(carrier.txHash()).isEqualTo(child.txid());
    assertThat(carrier.together().units().longValueExact()).isEqualTo(together);
    assertThat(town.now(payout).txHash()).isEqualTo(parent);
    assertThat(town.desk.history(payout.id()))
        .last()
        .extracting(Payouts.Step::words)
        .asString()
        .contains("carried by a child", child.txid());
    // Nothing else of ours spends the change, and no more is signed for the payout.
    Payout next = town.ask(300_000, "two");
    town.workLater(HALF_AN_HOUR, 9_000);
    town.workLater(SOON, 9_000);
    assertThat(town.now(next).state()).isEqualTo(PayoutState.HELD);
    assertThat(signed(payout)).hasSize(2);
    assertThat(town.chain.waiting()).hasSize(2);
    town.chain.mine(1);
    town.workLater(SOON, 9_000);
    town.checkBooks();
    town.chain.mine(2);
    town.workLater(SOON, 9_000);
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(child().state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(balanceOfCosts()).isEqualTo(together);
    town.checkBooks();
    // What came back is a coin like any other.
    town.workLater(SOON, 9_000);
    town.workLater(SOON, 9_000);
    assertThat(town.now(next).state()).isEqualTo(PayoutState.BROADCASTING);
  }

  @ParameterizedTest
  @EnumSource(
      value = PayoutStep.class,
      names = {"PLACED", "SIGNED_UNSTORED", "STORED", "OFFERED_UNNOTED", "NOTED", "SEEN"})
  void killedAtAnyStepThereIsOneChildAndTheBooksAgree(PayoutStep step) {
    Payout payout = stuck();
    town.work();
    town.haltAt = step;
    for (int i = 0; i < 6; i++) {
      town.workLater(Duration.ofMinutes(3), 9_000);
    }
    if (step != PayoutStep.SEEN) {
      assertThat(town.haltAt).isNull();
    }
    assertThat(town.chain.waiting()).hasSize(2);
    assertThat(children()).hasSize(1);
    assertThat(signed(child())).hasSize(1);
    town.chain.mine(3);
    for (int i = 0; i < 3; i++) {
      town.workLater(Duration.ofMinutes(3), 9_000);
    }
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(child().state()).isEqualTo(PayoutState.CONFIRMED);
    town.checkBooks();
  }

  @Test
  void twoWorkersAtOnceMakeOneChild() {
    stuck();
    town.work();
    town.haltAt = PayoutStep.PLACED;
    town.meanwhile = () -> town.workLater(Duration.ofMinutes(3), 9_000);
    town.workLater(SOON, 9_000);
    town.workLater(SOON, 9_000);
    town.workLater(SOON, 9_000);
    assertThat(children()).hasSize(1);
    assertThat(signed(child())).hasSize(1);
    assertThat(town.chain.waiting()).hasSize(2);
  }

  @Test
  void aChildThatIsMinedLaterThanItsParentIsBookedInItsOwnBlock() {
    Payout payout = carried();
    String parent = town.chain.waiting().getFirst().txid();
    town.chain.mineOnly(parent);
    town.workLater(SOON, 9_000);
    town.checkBooks();
    town.chain.mineOnly(town.chain.waiting().getFirst().txid());
    town.workLater(SOON, 9_000);
    town.checkBooks();
    // Both blocks are undone, and what they held is forgotten.
    town.chain.undo(2, true);
    town.chain.mine(2);
    town.workLater(SOON, 9_000);
    town.checkBooks();
    for (int i = 0; i < 4; i++) {
      town.workLater(SOON, 9_000);
    }
    assertThat(town.chain.waiting()).extracting(CoinTransaction::txid).contains(parent).hasSize(2);
    town.chain.mine(3);
    town.workLater(SOON, 9_000);
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(child().state()).isEqualTo(PayoutState.CONFIRMED);
    town.checkBooks();
  }

  @Test
  void whereAnotherVersionOfTheParentIsMinedTheChildEndsAndCostsNothing() {
    Payout payout = carried();
    SignedRow replacement = signed(payout).getFirst();
    town.chain.mineInstead(replacement.raw());
    town.workLater(SOON, 9_000);
    town.workLater(SOON, 9_000);
    town.checkBooks();
    assertThat(child().state()).isEqualTo(PayoutState.UNCLEAR);
    assertThat(town.desk.carrier(town.now(payout))).isEmpty();
    town.chain.mine(DEEP);
    town.workLater(SOON, 9_000);
    town.workLater(SOON, 9_000);
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(child().state()).isEqualTo(PayoutState.FAILED);
    assertThat(balanceOfCosts()).isEqualTo(fee(replacement.hash()));
    town.checkBooks();
    assertThat(town.chain.paid(TO, 300_000)).isEqualTo(1);
  }

  @Test
  void aChildThatIsTooCheapNowIsReplacedByOneThatGivesBackLess() {
    carried();
    String first = town.chain.waiting().getLast().txid();
    town.workLater(HALF_AN_HOUR, 20_000);
    town.workLater(SOON, 20_000);
    assertThat(town.chain.waiting()).hasSize(2);
    assertThat(town.chain.waiting().getLast().txid()).isNotEqualTo(first);
    assertThat(signed(child())).hasSize(2);
    // 1,000 satoshis a byte for both is above the limit.
    town.workLater(HALF_AN_HOUR, 1_000_000);
    town.workLater(SOON, 1_000_000);
    assertThat(signed(child())).hasSize(2);
    town.chain.mine(3);
    town.workLater(SOON);
    town.workLater(SOON);
    assertThat(child().state()).isEqualTo(PayoutState.CONFIRMED);
    town.checkBooks();
  }

  @Test
  void noChildIsMadeWhereBothWouldCostMoreThanTheCap() {
    stuck();
    town.work();
    // 100,000 satoshis may be paid: some 250 bytes of both at 450 for each are more.
    for (int i = 0; i < 4; i++) {
      town.workLater(SOON, 450_000);
    }
    assertThat(children()).isEmpty();
    assertThat(town.chain.waiting()).hasSize(1);
  }

  @Test
  void whatIsMinedWhileTheSignerIsStoppedNeedsNoChildAnyMore() {
    Payout payout = stuck();
    town.work();
    town.keys.policy().setKillSwitch(true, "a test", "person:1");
    town.workLater(SOON, 9_000);
    town.workLater(SOON, 9_000);
    assertThat(child().state()).isEqualTo(PayoutState.BUILT);
    town.chain.mine(1);
    town.workLater(SOON, 9_000);
    town.keys.policy().setKillSwitch(false, "", "person:1");
    town.workLater(SOON, 9_000);
    town.workLater(SOON, 9_000);
    assertThat(child().state()).isEqualTo(PayoutState.CANCELLED);
    assertThat(balanceOfCosts()).isEqualTo(fee(String.valueOf(town.now(payout).txHash())));
    town.checkBooks();
  }

  @Test
  void whatABackUpBroughtUnsignedIsMadeAgainForTheSameParent() {
    stuck();
    town.work();
    town.haltAt = PayoutStep.PLACED;
    for (int i = 0; i < 3 && town.haltAt != null; i++) {
      town.workLater(Duration.ofMinutes(3), 9_000);
    }
    assertThat(child().state()).isEqualTo(PayoutState.BUILT);
    RestoredPayouts.hold(town.database.jdbc(), town.clock.instant(), town.clock.instant());
    assertThat(child().state()).isEqualTo(PayoutState.HELD);
    for (int i = 0; i < 3; i++) {
      town.workLater(Duration.ofMinutes(3), 9_000);
    }
    assertThat(town.chain.waiting()).hasSize(2);
    assertThat(children()).hasSize(1);
    town.chain.mine(3);
    town.workLater(Duration.ofMinutes(3), 9_000);
    town.workLater(Duration.ofMinutes(3), 9_000);
    town.checkBooks();
  }

  /** A payout whose replacement is refused, since its receiver's child pays more. */
  private Payout stuck() {
    town.pay(1_000_000);
    Payout payout = town.ask(300_000, "one");
    town.work();
    town.chain.burden(town.chain.waiting().getFirst().txid(), 50_000);
    town.clock.advance(HALF_AN_HOUR);
    town.rate(9_000);
    return payout;
  }

  /** The same with its child. */
  private Payout carried() {
    Payout payout = stuck();
    town.work();
    town.workLater(SOON, 9_000);
    town.workLater(SOON, 9_000);
    assertThat(town.chain.waiting()).hasSize(2);
    return payout;
  }

  private List<SignedRow> signed(Payout payout) {
    return bundles.signed(bundles.of(payout.id()).orElseThrow().id());
  }

  private Payout child() {
    return Optional.of(children()).map(List::getFirst).map(town::find).orElseThrow();
  }

  private List<PayoutId> children() {
    return town.database
        .jdbc()
        .sql("select id from payout where kind = 'CHILD'")
        .query((row, n) -> new PayoutId(row.getString(1)))
        .list();
  }

  private long fee(String hash) {
    return bundles.fee(hash);
  }

  private long size(String parent, String child) {
    return town.chain.waiting().stream()
        .filter(one -> List.of(parent, child).contains(one.txid()))
        .mapToLong(CoinTransaction::vsize)
        .sum();
  }

  private long balanceOfCosts() {
    return -town.balance(Account.ours(Account.Kind.NETWORK_COSTS));
  }
}
