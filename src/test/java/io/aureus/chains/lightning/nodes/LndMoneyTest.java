package io.aureus.chains.lightning.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.testing.AdjustableClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An LND's documented answers, replayed: money that comes and goes. */
class LndMoneyTest {
  private static final String SEND = "POST /v2/router/send";
  private static final String NEVER =
      "{\"error\":{\"code\":5,\"message\":\"payment isn't initiated\",\"details\":[]}}";

  private final AdjustableClock clock = Sample.clock();
  private final String track =
      "GET /v2/router/track/"
          + Base64.getUrlEncoder().encodeToString(HexFormat.of().parseHex(Sample.hash()));

  private ReplayedNode server;
  private LightningNode node;

  @BeforeEach
  void start() throws IOException {
    server = ReplayedNode.start();
    node = LightningNodes.LND.at(Sample.access(server.uri(), "", clock));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String payment(String status, String preimage, String reason) {
    return """
        {"result":{"payment_hash":"%s","value_msat":"21000000","fee_msat":"1042",\
        "payment_preimage":"%s","status":"%s","failure_reason":"%s","htlcs":[]}}"""
        .formatted(Sample.hash(), preimage, status, reason);
  }

  private static String failed(String reason) {
    return payment("FAILED", "0".repeat(64), "FAILURE_REASON_" + reason);
  }

  private static String paid() {
    return payment("SUCCEEDED", Sample.PREIMAGE, "FAILURE_REASON_NONE");
  }

  private static String inFlight() {
    return payment("IN_FLIGHT", "0".repeat(64), "FAILURE_REASON_NONE");
  }

  private SentPayment pay() throws Exception {
    return node.pay(Sample.toPay(), 21_000_000, 5_000);
  }

  @Test
  void paysWithinTheFeeCap() throws Exception {
    server.on(SEND, 200, paid());
    assertThat(pay()).isEqualTo(new SentPayment.Paid(Sample.PREIMAGE, 1_042));
    assertThat(server.asked.getFirst().body())
        .contains("\"fee_limit_msat\":\"5000\"", "\"timeout_seconds\":1", Sample.toPay().text())
        .doesNotContain("amt_msat");
  }

  @Test
  void namesTheAmountWhereTheInvoiceDoesNot() throws Exception {
    server.on(SEND, 200, paid());
    node.pay(Sample.toPayAnything(), 1_234, 0);
    assertThat(server.asked.getFirst().body())
        .contains("\"amt_msat\":\"1234\"", "\"fee_limit_msat\":\"0\"");
    assertThatThrownBy(() -> node.pay(Sample.toPay(), 1_234, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tellsWhatFailedForGood() throws Exception {
    server.on(SEND, 200, failed("NO_ROUTE"));
    assertThat(pay())
        .isEqualTo(new SentPayment.Failed("there is no way to the payee within the fee cap"));
  }

  @Test
  void aLostAnswerLeavesTheFateOpen() {
    server.breaks(SEND).streams(SEND).on(SEND, 200, "{\"result\":").on(SEND, 200, "");
    Sample.assertFails(this::pay, Kind.UNREACHABLE);
    Sample.assertFails(this::pay, Kind.TIMEOUT, "what became of a payment");
    Sample.assertFails(this::pay, Kind.MALFORMED);
    Sample.assertFails(this::pay, Kind.UNREACHABLE, "ended without saying");
    assertThat(server.questions()).containsOnly(SEND);
  }

  @Test
  void whatItRefusesWasNotSentUnlessItsRecordSaysSo() throws Exception {
    String known =
        "{\"error\":{\"code\":6,\"message\":\"invoice is already paid\",\"details\":[]}}";
    server.on(SEND, 409, known).on(SEND, 200, known);
    server.streams(track, paid()).streams(track, inFlight()).on(track, 404, NEVER);
    assertThat(pay()).isInstanceOf(SentPayment.Paid.class);
    assertThat(pay()).isInstanceOf(SentPayment.InFlight.class);
    Sample.assertFails(this::pay, Kind.REFUSED, "already paid");
    server.forget(track).breaks(track);
    Sample.assertFails(this::pay, Kind.UNREACHABLE);
  }

  @Test
  void aRefusedQuestionAboutAPaymentDoesNotMeanThatNothingWasSent() {
    server.on(SEND, 200, "{\"error\":{\"code\":6,\"message\":\"in transition\",\"details\":[]}}");
    server.on(track, 500, "{\"code\":2,\"message\":\"database is locked\",\"details\":[]}");
    Sample.assertFails(this::pay, Kind.MALFORMED, "database is locked");
  }

  @Test
  void anOrderOfAnotherProcessMakesWhatWasSeenBeforeItWorthless() throws Exception {
    server.on(track, 404, NEVER);
    node.sent(Sample.hash());
    clock.advance(Duration.ofMinutes(10));
    Instant ordered = clock.instant();
    clock.advance(Duration.ofSeconds(5));
    assertThat(node.sent(Sample.hash(), ordered)).isEqualTo(new SentPayment.InFlight(false));
    clock.advance(Duration.ofSeconds(29));
    assertThat(node.sent(Sample.hash(), ordered)).isEqualTo(new SentPayment.InFlight(false));
    clock.advance(Duration.ofSeconds(1));
    assertThat(node.sent(Sample.hash(), ordered)).isEqualTo(new SentPayment.Unknown());
  }

  @Test
  void anErrorThatSaysNothingOfThePaymentIsNoRefusal() {
    server.on(SEND, 503, "{\"error\":{\"code\":14,\"message\":\"stopping\",\"details\":[]}}");
    Sample.assertFails(this::pay, Kind.UNREACHABLE, "error 14");
  }

  @Test
  void tellsWhatItsRecordSays() throws Exception {
    server.streams(track, inFlight()).streams(track, paid()).streams(track, failed("TIMEOUT"));
    assertThat(sent()).isEqualTo(new SentPayment.InFlight());
    assertThat(sent()).isEqualTo(new SentPayment.Paid(Sample.PREIMAGE, 1_042));
    assertThat(sent()).isEqualTo(new SentPayment.Failed("no way was found in time"));
  }

  private SentPayment sent() throws Exception {
    return node.sent(Sample.hash());
  }

  @Test
  void aPaymentIsUnknownOnlyWhereItStaysSo() throws Exception {
    server.on(track, 404, NEVER);
    assertThat(sent()).isEqualTo(new SentPayment.InFlight(false));
    clock.advance(Duration.ofSeconds(29));
    assertThat(sent()).isEqualTo(new SentPayment.InFlight(false));
    clock.advance(Duration.ofSeconds(1));
    assertThat(sent()).isEqualTo(new SentPayment.Unknown());
  }

  @Test
  void aWrongPathIsNoUnknownPayment() {
    server.on(track, 404, "{\"code\":5,\"message\":\"Not Found\",\"details\":[]}");
    Sample.assertFails(this::sent, Kind.MALFORMED, "Not Found");
  }

  @Test
  void aPreimageThatProvesNothingIsNotBelieved() {
    server.streams(track, payment("SUCCEEDED", "cd".repeat(32), "FAILURE_REASON_NONE"));
    server.streams(track, payment("DONE", Sample.PREIMAGE, "FAILURE_REASON_NONE"));
    Sample.assertFails(this::sent, Kind.MALFORMED, "preimage");
    Sample.assertFails(this::sent, Kind.MALFORMED, "not known");
  }
}
