package io.aureus.journeys;

import static io.aureus.ledger.Account.Kind.AVAILABLE;
import static io.aureus.ledger.Account.Kind.RESERVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.lightning.Invoice;
import io.aureus.errors.Refusal;
import io.aureus.keys.SpendingPolicy;
import io.aureus.money.Amount;
import io.aureus.payouts.Doubts;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutHold;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.PayoutStep;
import io.aureus.payouts.PayoutWish;
import io.aureus.payouts.RestoredPayouts;
import io.aureus.testing.SimulatedLightningNodes;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * How invoices that are paid could be taken twice, by a node that says the wrong thing at the wrong
 * moment to the wrong one of two gateways; and what a merchant would gain by routing through a node
 * of his own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeddledInvoicesTest {
  private final SimulatedLightningNodes pair = SimulatedLightningNodes.start(Clock.systemUTC());
  private final Deaths deaths = new Deaths();
  private MeddledNodes nodes;
  private InvoiceTown town;

  @BeforeAll
  void open() throws IOException {
    nodes = new MeddledNodes(pair, Map.of("aureus.payouts.fee-from", "operator"));
    town = new InvoiceTown(nodes, deaths);
    town.earn("0.02");
  }

  @AfterAll
  void close() {
    town.close();
  }

  @AfterEach
  void theBooksHold() {
    nodes.remembers();
    nodes.holdAtPayer(false);
    town.mustBalance();
  }

  /** Looks at it for so long, over and over. */
  private void pass(Duration time) {
    for (int i = 0; i < 10; i++) {
      town.clock().skip(time.dividedBy(10));
      ChainTime.sleep(200);
    }
  }

  @Test
  void aFailureThatTheOtherGatewayHearsOfIsNotBelievedWhileTheNodeMayStillTry() {
    nodes.holdAtPayer(true);
    nodes.orders(MeddledNodes.Orders.ANSWER_LOST);
    Invoice invoice = town.invoice(9_000);
    nodes.saysFailed(invoice.terms().paymentHash());
    Payout asked = town.asked(invoice);
    town.await(asked.id(), PayoutState.UNCLEAR);
    pass(Duration.ofMinutes(2));
    assertThat(town.find(asked.id()).state()).isEqualTo(PayoutState.UNCLEAR);
    assertThat(town.balance(RESERVED)).isEqualTo(asked.reserved());
    nodes.remembers();
    nodes.holdAtPayer(false);
    town.await(asked.id(), PayoutState.CONFIRMED);
  }

  @Test
  void whatTheRecordKnewAndForgotIsNeitherPaidAgainNorGivenBack() {
    nodes.holdAtPayer(true);
    int before = nodes.ordered();
    Invoice invoice = town.invoice(8_000, Duration.ofMinutes(20));
    Payout asked = town.asked(invoice);
    town.await(asked.id(), PayoutState.BROADCASTING);
    nodes.forgets(invoice.terms().paymentHash());
    // The order's lease ends, and the invoice.
    pass(Duration.ofMinutes(15));
    pass(Duration.ofMinutes(15));
    town.await(asked.id(), PayoutState.UNCLEAR);
    pass(Duration.ofMinutes(5));
    assertThat(town.find(asked.id()).state()).isEqualTo(PayoutState.UNCLEAR);
    assertThat(town.find(asked.id()).holdReason()).contains("does not any more");
    assertThat(town.gateway().bean(Doubts.class).open())
        .extracting(Payout::id)
        .containsExactly(asked.id());
    assertThat(town.balance(RESERVED)).isEqualTo(asked.reserved());
    assertThat(nodes.ordered()).isEqualTo(before + 1);
    nodes.remembers();
    nodes.holdAtPayer(false);
    town.clock().skip(Duration.ofMinutes(2));
    town.await(asked.id(), PayoutState.CONFIRMED);
  }

  @Test
  void aStopHoldsForWhatWasReleasedBeforeIt() {
    SpendingPolicy policy = town.gateway().bean(SpendingPolicy.class);
    nodes.orders(MeddledNodes.Orders.LOST);
    int before = nodes.ordered();
    Payout asked = town.asked(town.invoice(7_000));
    InvoiceTown.awaitTrue(() -> nodes.ordered() > before, () -> "nobody orders it");
    policy.setKillSwitch(true, "a test", "person:1");
    try {
      nodes.remembers();
      pass(Duration.ofMinutes(6));
      assertThat(nodes.ordered()).isEqualTo(before + 1);
      assertThat(town.balance(RESERVED)).isEqualTo(asked.reserved());
    } finally {
      policy.setKillSwitch(false, "", "person:1");
    }
    pass(Duration.ofMinutes(2));
    town.await(asked.id(), PayoutState.CONFIRMED);
  }

  @Test
  void whatALostNodeWasToPayIsGivenUpByAPersonOnceNothingCanBeInFlight() {
    Amount before = town.balance(AVAILABLE);
    nodes.orders(MeddledNodes.Orders.LOST);
    int ordered = nodes.ordered();
    Payout asked = town.asked(town.invoice(6_000));
    InvoiceTown.awaitTrue(() -> nodes.ordered() > ordered, () -> "nobody orders it");
    change("seen_at = now()", asked);
    nodes.remembers();
    pass(Duration.ofMinutes(5));
    Doubts doubts = town.gateway().bean(Doubts.class);
    assertThatThrownBy(() -> doubts.giveUp(asked.id(), "person:1"))
        .hasMessageContaining("can be given up from");
    change("tried_at = tried_at - interval '31 days'", asked);
    InvoiceTown.awaitTrue(() -> gaveUp(doubts, asked), () -> "nobody may give it up");
    assertThat(town.find(asked.id()).state()).isEqualTo(PayoutState.FAILED);
    assertThat(town.balance(AVAILABLE)).isEqualTo(before);
  }

  @Test
  void whatALostNodeHasPaidIsBookedByThePreimageAndByNothingElse() {
    Amount before = town.balance(AVAILABLE);
    Payout whole = forgotten(town.invoice(11_000));
    Payout part = forgotten(town.invoice(12_000));
    Doubts doubts = town.gateway().bean(Doubts.class);
    String preimage = pair.preimage(Objects.requireNonNull(whole.txHash()));
    String other = pair.preimage(Objects.requireNonNull(part.txHash()));
    assertThatThrownBy(() -> doubts.provenBy(whole.id(), other, null, "person:1"))
        .hasMessageContaining("proves nothing of this payout");
    assertThatThrownBy(() -> doubts.provenBy(whole.id(), "ab", null, "person:1"))
        .hasMessageContaining("64 hex digits");
    BigDecimal tooMuch = new BigDecimal("0.00000111");
    assertThatThrownBy(() -> doubts.provenBy(whole.id(), preimage, tooMuch, "person:1"))
        .hasMessageContaining("from 0 to 0.0000011 BTC-LN");
    assertThat(town.balance(RESERVED)).isEqualTo(whole.reserved().plus(part.reserved()));
    proven(whole, preimage, null);
    assertThat(town.find(whole.id()).spent()).isEqualTo(whole.fee());
    proven(part, other.toUpperCase(Locale.ROOT), new BigDecimal("0.00000002"));
    assertThat(town.find(part.id()).fee()).isEqualTo(town.satoshi(2));
    assertThat(town.balance(RESERVED).isZero()).isTrue();
    Amount gone = whole.reserved().plus(town.satoshi(12_002));
    assertThat(town.balance(AVAILABLE)).isEqualTo(before.minus(gone));
    assertThat(town.database().jdbc().sql("select * from audit_entry").query().listOfRows())
        .anySatisfy(
            row ->
                assertThat(row.values().toString())
                    .contains("person:1", "payout found paid", whole.id().value(), preimage));
    assertThatThrownBy(() -> doubts.provenBy(whole.id(), preimage, null, "person:1"))
        .hasMessageContaining("nothing of it is in doubt");
  }

  /** Paid, by a node that knows nothing of it any more. */
  private Payout forgotten(Invoice invoice) {
    nodes.holdAtPayer(true);
    Payout asked = town.asked(invoice);
    town.await(asked.id(), PayoutState.BROADCASTING);
    nodes.forgets(invoice.terms().paymentHash());
    nodes.holdAtPayer(false);
    pass(Duration.ofMinutes(5));
    InvoiceTown.awaitTrue(
        () -> town.find(asked.id()).holdReason().contains("does not any more"),
        () -> town.find(asked.id()).toString());
    return town.find(asked.id());
  }

  /** Somebody may look at it at the very moment. */
  private void proven(Payout payout, String preimage, @Nullable BigDecimal routing) {
    town.gateway().bean(Doubts.class).provenBy(payout.id(), preimage, routing, "person:1");
    assertThat(town.find(payout.id()).state()).isEqualTo(PayoutState.CONFIRMED);
  }

  private static boolean gaveUp(Doubts doubts, Payout payout) {
    try {
      doubts.giveUp(payout.id(), "person:1");
      return true;
    } catch (Refusal e) {
      assertThat(e.words()).contains("may be paying it");
      ChainTime.sleep(100);
      return false;
    }
  }

  private void change(String what, Payout payout) {
    town.database()
        .jdbc()
        .sql("update lightning_payment set " + what + " where payout_id = ?::uuid")
        .param(payout.id().value())
        .update();
  }

  @Test
  void whatWasTakenBackBeforeAnyNodeWasToldLeavesItsInvoiceToOthers() {
    SpendingPolicy policy = town.gateway().bean(SpendingPolicy.class);
    Invoice invoice = town.invoice(5_000);
    policy.setKillSwitch(true, "a test", "person:1");
    try {
      Payout first = town.asked(invoice);
      town.await(first.id(), PayoutState.HELD);
      assertThat(town.withdraw(invoice.text()).code()).isEqualTo(409);
      town.payouts().cancel(first.id(), "person:1", "");
    } finally {
      policy.setKillSwitch(false, "", "person:1");
    }
    town.await(town.asked(invoice).id(), PayoutState.CONFIRMED);
    assertThat(town.withdraw(invoice.text()).code()).isEqualTo(409);
  }

  @Test
  void whatABackUpBringsReleasedAndGivenToNoNodeWaitsForTheOperator() {
    int before = nodes.ordered();
    deaths.always(PayoutStep.NOTED);
    Payout asked = town.asked(town.invoice(3_000));
    town.await(asked.id(), PayoutState.SIGNED);
    RestoredPayouts.hold(town.database().jdbc(), Instant.now(), town.clock().instant());
    deaths.end();
    pass(Duration.ofMinutes(2));
    assertThat(town.find(asked.id()).hold()).isEqualTo(PayoutHold.RESTORED);
    assertThat(nodes.ordered()).isEqualTo(before);
    assertThat(town.balance(RESERVED)).isEqualTo(asked.reserved());
    town.gateway().bean(Doubts.class).release(asked.id(), "person:1");
    town.await(asked.id(), PayoutState.CONFIRMED);
  }

  @Test
  void anInvoiceWrittenAsALinkIsTheSameUnderItsReference() {
    Invoice invoice = town.invoice(4_000);
    Payout any = town.asked(town.invoice(1_000));
    town.await(any.id(), PayoutState.CONFIRMED);
    String link = "lightning:" + invoice.text().toUpperCase(Locale.ROOT);
    PayoutWish wish =
        new PayoutWish(
            Objects.requireNonNull(any.merchant()),
            any.kind(),
            town.satoshi(4_000),
            link,
            false,
            null,
            "wages-4",
            null,
            "token:1");
    Payout made = town.payouts().request(wish);
    assertThat(town.payouts().request(wish).id()).isEqualTo(made.id());
    town.await(made.id(), PayoutState.CONFIRMED);
  }

  @Test
  void routingIsTheMerchantsWhoeverBearsTheFeesOfChains() {
    Amount before = town.balance(AVAILABLE);
    nodes.holdAtPayer(true);
    Payout asked = town.asked(town.invoice(20_000));
    assertThat(asked.fee()).isEqualTo(town.satoshi(200));
    assertThat(town.balance(AVAILABLE)).isEqualTo(before.minus(town.satoshi(20_200)));
    nodes.holdAtPayer(false);
    town.await(asked.id(), PayoutState.CONFIRMED);
  }
}
