package io.aureus.journeys;

import static io.aureus.ledger.Account.Kind.AVAILABLE;
import static io.aureus.ledger.Account.Kind.RESERVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.errors.Refusal;
import io.aureus.keys.SpendingPolicy;
import io.aureus.money.Amount;
import io.aureus.payouts.Doubts;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutHold;
import io.aureus.payouts.PayoutId;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.RestoredPayouts;
import io.aureus.testing.TwoLightningNodes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What becomes of invoices that are paid by Lightning when workers die, nodes keep silent and
 * payees hold what came: two gateways run on one database and one node all the time, and the
 * invariants are checked after each story.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InvoiceDoubtJourneys {
  private final Deaths deaths = new Deaths();
  private TwoLightningNodes pair;
  private InvoiceTown town;

  /** Of the kind that is tested. */
  abstract TwoLightningNodes pair();

  @BeforeAll
  void open() {
    pair = pair();
    town = new InvoiceTown(pair, deaths);
    town.earn("0.02");
  }

  @AfterAll
  void close() {
    if (town != null) {
      town.close();
    }
  }

  @AfterEach
  void theBooksHold() {
    pair.holdAtPayer(false);
    town.mustBalance();
  }

  final InvoiceTown town() {
    return town;
  }

  /** Whether the receiver keeps what comes to it without taking it. */
  final void hold(boolean isHeld) {
    pair.holdAtPayer(isHeld);
  }

  @Test
  void afterARestoreTheNodesRecordTellsWhatWasPaidAndTheOperatorTheRest() throws Exception {
    Amount before = town.balance(AVAILABLE);
    SpendingPolicy policy = town.gateway().bean(SpendingPolicy.class);
    Invoice invoice = town.invoice(4_000);
    policy.setKillSwitch(true, "a test", "person:1");
    Payout paid;
    Payout unpaid;
    try {
      paid = town.asked(invoice);
      unpaid = town.asked(town.invoice(6_000));
      town.await(paid.id(), PayoutState.HELD);
      town.await(unpaid.id(), PayoutState.HELD);
      // The machine before goes on after its back-up was made.
      assertThat(pair.shop().pay(invoice, 4_000_000, 40_000)).isInstanceOf(SentPayment.Paid.class);
      RestoredPayouts.hold(town.database().jdbc(), Instant.now(), town.clock().instant());
    } finally {
      policy.setKillSwitch(false, "", "person:1");
    }
    Amount routing = Objects.requireNonNull(town.await(paid.id(), PayoutState.CONFIRMED).spent());
    assertThat(town.find(unpaid.id()).hold()).isEqualTo(PayoutHold.RESTORED);
    Amount kept = unpaid.reserved().plus(town.satoshi(4_000)).plus(routing);
    assertThat(town.balance(AVAILABLE)).isEqualTo(before.minus(kept));
    Doubts doubts = town.gateway().bean(Doubts.class);
    assertThat(doubts.open()).extracting(Payout::id).containsExactly(unpaid.id());
    InvoiceTown.awaitTrue(
        () -> {
          town.clock().skip(Duration.ofSeconds(10));
          return released(doubts, unpaid.id());
        },
        () -> "nobody may release it");
    town.await(unpaid.id(), PayoutState.CONFIRMED);
    assertThat(doubts.open()).isEmpty();
  }

  private static boolean released(Doubts doubts, PayoutId id) {
    try {
      doubts.release(id, "person:1");
      return true;
    } catch (Refusal e) {
      // The payout may also have been looked at this very moment.
      assertThat(e.words()).containsAnyOf("may be paying it", "moved meanwhile");
      return false;
    }
  }

  @Test
  void anotherNodeSaysNothingOfWhatIsInFlightOnTheFirst() {
    pair.holdAtPayer(true);
    Payout asked = town.asked(town.invoice(7_000));
    town.await(asked.id(), PayoutState.BROADCASTING);
    String node = given(asked, "02" + "ab".repeat(32));
    town.await(asked.id(), PayoutState.UNCLEAR);
    assertThat(town.find(asked.id()).holdReason()).contains("another is set up now");
    Doubts doubts = town.gateway().bean(Doubts.class);
    assertThat(doubts.open()).extracting(Payout::id).containsExactly(asked.id());
    assertThatThrownBy(() -> doubts.giveUp(asked.id(), "person:1"))
        .hasMessageContaining("only the node of Lightning");
    pair.holdAtPayer(false);
    town.clock().skip(Duration.ofMinutes(5));
    ChainTime.sleep(500);
    assertThat(town.balance(RESERVED)).isEqualTo(asked.reserved());
    given(asked, node);
    town.clock().skip(Duration.ofMinutes(1));
    town.await(asked.id(), PayoutState.CONFIRMED);
  }

  /** Says which node it was given to, and answers which it was before. */
  private String given(Payout payout, String node) {
    String before =
        town.database()
            .jdbc()
            .sql("select node_id from lightning_payment where payout_id = ?::uuid")
            .param(payout.id().value())
            .query(String.class)
            .single();
    town.database()
        .jdbc()
        .sql("update lightning_payment set node_id = ? where payout_id = ?::uuid")
        .params(node, payout.id().value())
        .update();
    return before;
  }

  @Test
  void out3KilledBetweenAnyTwoStepsItIsPaidOnceOrNotAtAll() {
    long local = town.local();
    long paid = 0;
    deaths.begin();
    while (!deaths.left().isEmpty()) {
      PayoutId id = town.asked(town.invoice(1_000)).id();
      InvoiceTown.awaitTrue(
          () -> {
            // Who comes after a dead one waits until that can be telling the node no more.
            town.clock().skip(Duration.ofSeconds(20));
            ChainTime.sleep(300);
            return town.find(id).state() == PayoutState.CONFIRMED;
          },
          () -> town.find(id) + " " + town.payouts().history(id) + deaths.left());
      paid += 1_000_000 + Objects.requireNonNull(town.find(id).spent()).units().longValueExact();
    }
    long expected = local - paid;
    InvoiceTown.awaitTrue(() -> town.local() == expected, () -> town.local() + "/" + expected);
    assertThat(town.balance(RESERVED).isZero()).isTrue();
  }

  @Test
  void out14WhatIsInFlightStaysReservedUntilTheNodeSaysFinal() {
    pair.holdAtPayer(true);
    Amount before = town.balance(AVAILABLE);
    Payout asked = town.asked(town.invoice(50_000));
    town.await(asked.id(), PayoutState.BROADCASTING);
    town.clock().skip(Duration.ofMinutes(30));
    ChainTime.sleep(1_000);
    assertThat(town.find(asked.id()).state()).isEqualTo(PayoutState.BROADCASTING);
    assertThat(town.balance(RESERVED)).isEqualTo(asked.reserved());
    assertThat(town.balance(AVAILABLE)).isEqualTo(before.minus(asked.reserved()));
    assertThatThrownBy(() -> town.payouts().cancel(asked.id(), "person:1", ""))
        .hasMessageContaining("BROADCASTING");
    pair.holdAtPayer(false);
    Payout done = town.await(asked.id(), PayoutState.CONFIRMED);
    assertThat(town.balance(AVAILABLE))
        .isEqualTo(before.minus(done.amount()).minus(Objects.requireNonNull(done.spent())));
  }

  @Test
  void out14WhatTheNodeDoesNotPayComesBackInFull() throws Exception {
    Amount before = town.balance(AVAILABLE);
    // An invoice of the very node that is to pay it: made by hand, and for no order.
    Invoice own =
        pair.shop()
            .make(new InvoiceWish("by-hand", 2_000_000, "to myself", false, Duration.ofHours(24)));
    Payout failed = awaitFailed(town.asked(own));
    assertThat(failed.spent()).isNull();
    assertThat(town.balance(AVAILABLE)).isEqualTo(before);
    assertThat(town.withdraw(own.text()).message()).contains("FAILED", "a new one");
  }

  @Test
  void whatTheNodeHasPaidBeforeIsNotPaidAgainNorCharged() throws Exception {
    Amount before = town.balance(AVAILABLE);
    Invoice invoice = town.invoice(3_000);
    assertThat(pair.shop().pay(invoice, 3_000_000, 30_000)).isInstanceOf(SentPayment.Paid.class);
    Payout failed = awaitFailed(town.asked(invoice));
    assertThat(town.payouts().history(failed.id()).getLast().words()).contains("paid this invoice");
    assertThat(town.balance(AVAILABLE)).isEqualTo(before);
  }

  @Test
  void whatExpiresWhileItIsHeldComesBack() {
    Amount before = town.balance(AVAILABLE);
    SpendingPolicy policy = town.gateway().bean(SpendingPolicy.class);
    policy.setKillSwitch(true, "a test", "person:1");
    Payout asked;
    try {
      asked = town.asked(town.invoice(1_000, Duration.ofMinutes(5)));
      town.await(asked.id(), PayoutState.HELD);
      town.clock().skip(Duration.ofMinutes(6));
      awaitFailed(asked);
    } finally {
      policy.setKillSwitch(false, "", "person:1");
    }
    assertThat(town.payouts().history(asked.id()).getLast().words())
        .contains("expired", "signing is stopped");
    assertThat(town.balance(AVAILABLE)).isEqualTo(before);
  }

  private Payout awaitFailed(Payout payout) {
    InvoiceTown.awaitTrue(
        () -> {
          // Nodes are believed that something failed once they have said so for a while.
          town.clock().skip(Duration.ofSeconds(10));
          ChainTime.sleep(200);
          return town.find(payout.id()).state() == PayoutState.FAILED;
        },
        () -> town.find(payout.id()) + " " + town.payouts().history(payout.id()));
    return town.find(payout.id());
  }
}
