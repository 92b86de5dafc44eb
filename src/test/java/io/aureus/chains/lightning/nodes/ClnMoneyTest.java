package io.aureus.chains.lightning.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.testing.AdjustableClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Core Lightning's documented answers, replayed: money that comes and goes. */
class ClnMoneyTest {
  private static final String XPAY = "POST /v1/xpay";
  private static final String PAYS = "POST /v1/listpays";
  private static final String NO_PAYS = "{\"pays\":[]}";

  private final AdjustableClock clock = Sample.clock();
  private ReplayedNode server;
  private LightningNode node;

  @BeforeEach
  void start() throws IOException {
    server = ReplayedNode.start();
    node = LightningNodes.CORE_LIGHTNING.at(Sample.access(server.uri(), "", clock));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String done(long sent) {
    return """
        {"payment_preimage":"%s","failed_parts":1,"successful_parts":2,
         "amount_msat":21000000,"amount_sent_msat":%d}"""
        .formatted(Sample.PREIMAGE, sent);
  }

  private static String pays(String... states) {
    StringBuilder all = new StringBuilder();
    for (String state : states) {
      String preimage =
          state.equals("complete")
              ? ",\"preimage\":\"%s\",\"amount_msat\":21000000".formatted(Sample.PREIMAGE)
              : "";
      all.append(all.isEmpty() ? "" : ",")
          .append(
              """
              {"payment_hash":"%s","status":"%s","created_at":1764504000,"created_index":1,
               "amount_sent_msat":21000900%s}"""
                  .formatted(Sample.hash(), state, preimage));
    }
    return "{\"pays\":[" + all + "]}";
  }

  private SentPayment pay() throws Exception {
    return node.pay(Sample.toPay(), 21_000_000, 5_000);
  }

  private SentPayment sent() throws Exception {
    return node.sent(Sample.hash());
  }

  @Test
  void paysWithinTheFeeCap() throws Exception {
    server.on(PAYS, 201, NO_PAYS).on(XPAY, 201, done(21_000_900));
    assertThat(pay()).isEqualTo(new SentPayment.Paid(Sample.PREIMAGE, 900));
    assertThat(server.asked.getLast().body())
        .contains("\"maxfee\":5000", "\"retry_for\":1", Sample.toPay().text())
        .doesNotContain("amount_msat");
    node.pay(Sample.toPayAnything(), 1_234, 0);
    assertThat(server.asked.getLast().body()).contains("\"amount_msat\":1234", "\"maxfee\":0");
  }

  @Test
  void whatItGivesUpIsAsItsRecordSays() throws Exception {
    server.on(XPAY, 500, "{\"code\":205,\"message\":\"Failed: no way\"}");
    // Each is asked before and after.
    server.on(PAYS, 201, NO_PAYS).on(PAYS, 201, NO_PAYS);
    Sample.assertFails(this::pay, Kind.REFUSED, "error 205", "no way");
    server.forget(PAYS).on(PAYS, 201, NO_PAYS).on(PAYS, 201, pays("failed"));
    assertThat(pay())
        .isEqualTo(new SentPayment.Failed("the node answered error 205 to xpay: Failed: no way"));
    server.forget(PAYS).on(PAYS, 201, pays("failed")).on(PAYS, 201, pays("failed", "pending"));
    assertThat(pay()).isEqualTo(new SentPayment.InFlight());
    server.forget(PAYS).on(PAYS, 201, NO_PAYS).on(PAYS, 201, pays("failed", "complete"));
    assertThat(pay()).isEqualTo(new SentPayment.Paid(Sample.PREIMAGE, 900));
    server.forget(PAYS).on(PAYS, 201, NO_PAYS).breaks(PAYS);
    Sample.assertFails(this::pay, Kind.UNREACHABLE);
  }

  @Test
  void whatIsUnderWayOrDoneIsNotPaidAgain() throws Exception {
    server.on(PAYS, 201, pays("pending")).on(PAYS, 201, pays("complete"));
    assertThat(pay()).isEqualTo(new SentPayment.InFlight());
    assertThat(pay()).isEqualTo(new SentPayment.Paid(Sample.PREIMAGE, 900));
    assertThat(server.questions()).containsOnly(PAYS);
  }

  @Test
  void aLostAnswerOrABrokenPluginLeavesTheFateOpen() {
    server
        .on(PAYS, 201, NO_PAYS)
        .breaks(XPAY)
        .on(XPAY, 500, "{\"code\":-4,\"message\":\"Plugin terminated\"}")
        .on(XPAY, 201, "{}")
        .on(XPAY, 201, done(20_999_999))
        .streams(XPAY);
    Sample.assertFails(this::pay, Kind.UNREACHABLE);
    Sample.assertFails(this::pay, Kind.UNREACHABLE, "Plugin terminated");
    Sample.assertFails(this::pay, Kind.MALFORMED, "“amount_sent_msat”");
    Sample.assertFails(this::pay, Kind.MALFORMED, "fee below zero");
    Sample.assertFails(this::pay, Kind.TIMEOUT);
    assertThat(server.questions()).hasSize(10).containsOnly(PAYS, XPAY);
  }

  @Test
  void anOlderNodeIsRefusedBeforeAnythingIsSent() {
    server.on(XPAY, 404, "{\"code\":-32601,\"message\":\"Unknown command\"}");
    server.on(PAYS, 201, NO_PAYS);
    Sample.assertFails(this::pay, Kind.REFUSED, "does not know xpay");
  }

  @Test
  void aNoOfTheRecordCountsOnlyAfterTheCommandMustBeOver() throws Exception {
    server.on(PAYS, 201, NO_PAYS);
    assertThat(sent()).isEqualTo(new SentPayment.InFlight(false));
    clock.advance(Duration.ofMinutes(15));
    // Between two tries the record says that all failed.
    server.forget(PAYS).on(PAYS, 201, pays("failed"));
    assertThat(sent()).isEqualTo(new SentPayment.InFlight());
    clock.advance(Duration.ofSeconds(1));
    assertThat(sent()).isInstanceOf(SentPayment.Failed.class);
    server.forget(PAYS).on(PAYS, 201, pays("pending"));
    assertThat(sent()).isEqualTo(new SentPayment.InFlight());
    server.forget(PAYS).on(PAYS, 201, NO_PAYS);
    assertThat(sent()).isEqualTo(new SentPayment.InFlight(false));
    clock.advance(Duration.ofMinutes(16));
    assertThat(sent()).isEqualTo(new SentPayment.Unknown());
  }

  @Test
  void anOrderMakesWhatWasSeenBeforeWorthless() throws Exception {
    server.on(PAYS, 201, NO_PAYS).breaks(XPAY);
    sent();
    clock.advance(Duration.ofMinutes(16));
    assertThat(sent()).isEqualTo(new SentPayment.Unknown());
    Sample.assertFails(this::pay, Kind.UNREACHABLE);
    assertThat(sent()).isEqualTo(new SentPayment.InFlight(false));
  }

  @Test
  void aFailureOfBeforeAnotherProcessOrderedSaysNothingOfThatOrder() throws Exception {
    server.on(PAYS, 201, pays("failed"));
    sent();
    clock.advance(Duration.ofMinutes(16));
    assertThat(sent()).isInstanceOf(SentPayment.Failed.class);
    Instant ordered = clock.instant();
    clock.advance(Duration.ofSeconds(5));
    assertThat(node.sent(Sample.hash(), ordered)).isEqualTo(new SentPayment.InFlight());
    clock.advance(Duration.ofMinutes(16));
    assertThat(node.sent(Sample.hash(), ordered)).isInstanceOf(SentPayment.Failed.class);
  }

  @Test
  void aRefusedQuestionAboutAPaymentDoesNotMeanThatNothingWasSent() {
    server.on(XPAY, 500, "{\"code\":205,\"message\":\"Failed: no way\"}");
    server.on(PAYS, 201, NO_PAYS).on(PAYS, 500, "{\"code\":-1,\"message\":\"busy\"}");
    Sample.assertFails(this::pay, Kind.MALFORMED, "busy");
  }

  @Test
  void oddRecordsAreToldAsSuch() {
    server
        .on(PAYS, 201, pays("complete").replace(Sample.PREIMAGE, "cd".repeat(32)))
        .on(PAYS, 201, pays("lost"))
        .on(PAYS, 201, pays("pending").replace(Sample.hash(), "00".repeat(32)))
        .on(PAYS, 201, "{\"pays\":{}}");
    Sample.assertFails(this::sent, Kind.MALFORMED, "preimage");
    Sample.assertFails(this::sent, Kind.MALFORMED, "not known");
    Sample.assertFails(this::sent, Kind.MALFORMED, "another payment");
    Sample.assertFails(this::sent, Kind.MALFORMED, "“pays”");
  }
}
