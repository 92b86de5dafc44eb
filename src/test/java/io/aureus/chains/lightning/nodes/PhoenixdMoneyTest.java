package io.aureus.chains.lightning.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.lightning.SettledInvoice;
import io.aureus.chains.lightning.Settlements;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.testing.AdjustableClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A phoenixd's documented answers, replayed: money that comes and goes. */
class PhoenixdMoneyTest {
  private static final String PAY = "POST /payinvoice";
  private static final String NOBODY = "Not found";
  private static final String FOUND = "GET /payments/outgoingbyhash/" + Sample.hash();

  /** 4 sat and 0.4 % of 21 000 sat. */
  private static final long PRICE = 88_000;

  private final AdjustableClock clock = Sample.clock();
  private ReplayedNode server;
  private LightningNode node;

  @BeforeEach
  void start() throws IOException {
    server = ReplayedNode.start();
    node = LightningNodes.PHOENIXD.at(Sample.access(server.uri(), "", clock));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String done() {
    return """
        {"recipientAmountSat":21000,"routingFeeSat":87,"paymentId":"e1",
         "paymentHash":"%s","paymentPreimage":"%s"}"""
        .formatted(Sample.hash(), Sample.PREIMAGE);
  }

  private static String failed(String reason) {
    return "{\"paymentHash\":\"%s\",\"reason\":\"%s\"}".formatted(Sample.hash(), reason);
  }

  private static String outgoing(boolean paid, String more) {
    return """
        {"type":"outgoing_payment","subType":"lightning","paymentId":"e1","paymentHash":"%s",
         "isPaid":%s,"sent":21087,"fees":87500,"invoice":"x","createdAt":1764504000123%s}"""
        .formatted(Sample.hash(), paid, more);
  }

  private static String paid() {
    return outgoing(
        true, ",\"preimage\":\"%s\",\"completedAt\":1764504001123".formatted(Sample.PREIMAGE));
  }

  private static String gaveUp() {
    return outgoing(false, ",\"completedAt\":1764504001123");
  }

  /** What its record says before an order and after it. */
  private void record(int before, String first, int after, String then) {
    server.forget(FOUND).on(FOUND, before, first).on(FOUND, after, then);
  }

  private SentPayment pay() throws Exception {
    return node.pay(Sample.toPay(), 21_000_000, PRICE);
  }

  private SentPayment sent() throws Exception {
    return node.sent(Sample.hash());
  }

  @Test
  void paysAndTellsTheFeeToTheMillisatoshi() throws Exception {
    server.on(PAY, 200, done());
    record(404, NOBODY, 200, paid());
    assertThat(pay()).isEqualTo(new SentPayment.Paid(Sample.PREIMAGE, 87_500));
    assertThat(server.asked.get(1).body())
        .isEqualTo(
            "invoice=%s&trampolineFeeBaseSat=4&trampolineFeeProportional=4000"
                .formatted(Sample.toPay().text()));
  }

  @Test
  void refusesACapBelowItsPriceAndPartsOfASatoshi() throws Exception {
    Sample.assertFails(
        () -> node.pay(Sample.toPay(), 21_000_000, PRICE - 1), Kind.REFUSED, "88000");
    Sample.assertFails(
        () -> node.pay(Sample.toPayAnything(), 21_500, PRICE), Kind.REFUSED, "whole satoshi");
    assertThat(server.asked).isEmpty();
    server.on(PAY, 200, done());
    record(404, NOBODY, 200, paid());
    node.pay(Sample.toPayAnything(), 21_000, PRICE);
    assertThat(server.asked.get(1).body()).contains("&amountSat=21&");
  }

  @Test
  void whatItGivesUpIsAsItsRecordSays() throws Exception {
    server.on(PAY, 200, failed("this invoice has already been paid"));
    record(404, NOBODY, 404, NOBODY);
    assertThat(pay())
        .isEqualTo(new SentPayment.Failed("the node says: this invoice has already been paid"));
    record(200, gaveUp(), 200, gaveUp());
    assertThat(pay()).isInstanceOf(SentPayment.Failed.class);
    record(200, gaveUp(), 200, outgoing(false, ""));
    assertThat(pay()).isEqualTo(new SentPayment.InFlight());
    record(404, NOBODY, 200, paid());
    assertThat(pay()).isInstanceOf(SentPayment.Paid.class);
  }

  @Test
  void whatIsUnderWayOrDoneIsNotPaidAgain() throws Exception {
    record(200, outgoing(false, ""), 200, paid());
    assertThat(pay()).isEqualTo(new SentPayment.InFlight());
    assertThat(pay()).isInstanceOf(SentPayment.Paid.class);
    assertThat(server.questions()).containsOnly(FOUND);
  }

  @Test
  void aLostAnswerLeavesTheFateOpen() {
    server.on(FOUND, 404, NOBODY).breaks(PAY).streams(PAY).on(PAY, 500, "x").on(PAY, 200, done());
    Sample.assertFails(this::pay, Kind.UNREACHABLE);
    Sample.assertFails(this::pay, Kind.TIMEOUT);
    Sample.assertFails(this::pay, Kind.UNREACHABLE, "HTTP 500");
    Sample.assertFails(this::pay, Kind.MALFORMED, "its record does not");
  }

  @Test
  void whatItRefusesWasNotSent() {
    server.on(FOUND, 404, NOBODY).on(PAY, 400, "Cannot parse parameter invoice");
    Sample.assertFails(this::pay, Kind.REFUSED, "Cannot parse");
    record(404, NOBODY, 500, "broken");
    Sample.assertFails(this::pay, Kind.UNREACHABLE);
  }

  @Test
  void aRefusedQuestionAboutAPaymentDoesNotMeanThatNothingWasSent() {
    server.on(PAY, 200, done());
    record(404, NOBODY, 404, "Unknown endpoint (check api doc)");
    Sample.assertFails(this::pay, Kind.MALFORMED, "Unknown endpoint");
    server.forget(PAY).on(PAY, 400, "busy");
    record(404, NOBODY, 400, "busy");
    Sample.assertFails(this::pay, Kind.MALFORMED, "busy");
  }

  @Test
  void aPaymentIsUnknownOnlyWhereItStaysSo() throws Exception {
    server.on(FOUND, 404, NOBODY);
    assertThat(sent()).isEqualTo(new SentPayment.InFlight(false));
    clock.advance(Duration.ofSeconds(60));
    assertThat(sent()).isEqualTo(new SentPayment.Unknown());
    server.forget(FOUND).on(FOUND, 200, gaveUp());
    assertThat(sent()).isInstanceOf(SentPayment.Failed.class);
  }

  @Test
  void anOlderProgramOrAnOddRecordIsToldAsSuch() {
    server
        .on(FOUND, 404, "Unknown endpoint (check api doc)")
        .on(FOUND, 200, paid().replace(Sample.PREIMAGE, "cd".repeat(32)))
        .on(FOUND, 200, paid().replace("87500", "87.5"))
        .on(FOUND, 200, paid().replace(Sample.hash(), "00".repeat(32)));
    Sample.assertFails(this::sent, Kind.MALFORMED, "too old");
    Sample.assertFails(this::sent, Kind.MALFORMED, "preimage");
    Sample.assertFails(this::sent, Kind.MALFORMED, "“fees”");
    Sample.assertFails(this::sent, Kind.MALFORMED, "another payment");
  }

  private static String incoming(int number, long received, long fees, Instant at) {
    return """
        {"type":"incoming_payment","subType":"lightning","paymentHash":"%064x","preimage":"x",
         "externalId":"o","isPaid":true,"isExpired":false,"requestedSat":100,
         "receivedSat":%d,"fees":%d,"completedAt":%d,"createdAt":1}"""
        .formatted(number, received, fees, at.toEpochMilli());
  }

  private static SettledInvoice settled(int number, long millisatoshi, Instant at) {
    return new SettledInvoice("%064x".formatted(number), millisatoshi, at);
  }

  private static String list(long from, Instant to) {
    return "GET /payments/incoming?all=false&offset=0&limit=1000000&from=%d&to=%d"
        .formatted(from, to.toEpochMilli());
  }

  private Instant tomorrow() {
    return clock.instant().plus(Duration.ofDays(1));
  }

  @Test
  void whatTakesTooLongIsAskedForInHalvesTheNextTime() throws Exception {
    Instant half = Instant.ofEpochMilli(clock.millis() / 2);
    Instant old = Instant.ofEpochSecond(1_000);
    server.streams(list(0, tomorrow()));
    Sample.assertFails(() -> node.after(Settlements.START), Kind.TIMEOUT);
    server.on(list(0, half), 200, "[" + incoming(1, 100, 0, old) + "]");
    Settlements.Page page = node.after(Settlements.START);
    assertThat(page.invoices()).containsExactly(settled(1, 100_000, old));
    assertThat(page.isLast()).isFalse();
    server.on(list(half.toEpochMilli(), tomorrow()), 200, "[]");
    assertThat(node.after(page.next()).isLast()).isTrue();
  }

  /** What is new may not be written down yet, and is asked for again. */
  @Test
  void theHalvesEndBeforeWhatIsNew() throws Exception {
    long from = clock.instant().minus(Duration.ofMinutes(30)).toEpochMilli();
    server.streams(list(from, tomorrow()));
    Sample.assertFails(() -> node.after(Long.toString(from)), Kind.TIMEOUT);
    server.forget(list(from, tomorrow())).on(list(from, tomorrow()), 200, "[]");
    assertThat(node.after(Long.toString(from)).isLast()).isTrue();
  }

  @Test
  void goesOnAWhileBeforeTheLatest() throws Exception {
    Instant one = Instant.parse("2026-11-30T11:00:00.123Z");
    Instant two = Instant.parse("2026-11-30T11:30:00.456Z");
    // The newest first, and less received than paid where a channel was made for it.
    server.on(
        list(0, tomorrow()),
        200,
        "[" + incoming(2, 70, 29_500, two) + "," + incoming(1, 101, 0, one) + "]");
    Settlements.Page page = node.after(Settlements.START);
    assertThat(page.invoices()).containsExactly(settled(1, 101_000, one), settled(2, 100_000, two));
    assertThat(page.isLast()).isTrue();
    long from = two.minus(Duration.ofMinutes(15)).toEpochMilli();
    assertThat(page.next()).isEqualTo(Long.toString(from));
    // Another process goes on with nothing but the place, and hears of the last one again.
    server.on(list(from, tomorrow()), 200, "[" + incoming(2, 100, 0, two) + "]");
    LightningNode again = LightningNodes.PHOENIXD.at(Sample.access(server.uri(), "", clock));
    assertThat(again.after(page.next()))
        .isEqualTo(new Settlements.Page(List.of(settled(2, 100_000, two)), page.next(), true));
  }

  @Test
  void nothingNewLeavesThePlaceAsItIs() throws Exception {
    server.on(list(1_764_504_000_000L, tomorrow()), 200, "[]");
    assertThat(node.after("1764504000000"))
        .isEqualTo(new Settlements.Page(List.of(), "1764504000000", true));
  }

  @Test
  void asksForHalfWhereItIsTooMuch() throws Exception {
    Instant now = clock.instant();
    Instant middle = now.plus(Duration.ofHours(12));
    server.on(list(now.toEpochMilli(), tomorrow()), 200, "[\"" + "x".repeat(100_000) + "\"]");
    server.on(
        list(now.toEpochMilli(), middle), 200, "[" + incoming(1, 100, 0, now.plusSeconds(5)) + "]");
    server.on(list(middle.toEpochMilli(), middle.plus(Duration.ofDays(1))), 200, "[]");
    Settlements.Page page = node.after(Long.toString(now.toEpochMilli()));
    assertThat(page.invoices()).hasSize(1);
    assertThat(page.isLast()).isFalse();
    assertThat(page.next()).isEqualTo(Long.toString(middle.toEpochMilli()));
    assertThat(node.after(page.next()).isLast()).isTrue();
  }

  @Test
  void anOddSettlementIsToldAndNothingIsSkipped() {
    Instant at = clock.instant();
    server
        .on(list(0, tomorrow()), 200, "[" + incoming(1, 100, 0, at).replace("true", "false") + "]")
        .on(list(0, tomorrow()), 200, "[" + incoming(1, 100, 0, at).replace(":0,", ":-1,") + "]")
        .on(list(0, tomorrow()), 200, "{}");
    Sample.assertFails(() -> node.after(""), Kind.MALFORMED, "not asked for");
    Sample.assertFails(() -> node.after(""), Kind.MALFORMED, "“fees”");
    Sample.assertFails(() -> node.after(""), Kind.MALFORMED, "no list");
  }

  @Test
  void thePlaceOfAnotherProgramIsItsStart() throws Exception {
    server.on(list(0, tomorrow()), 200, "[" + incoming(1, 100, 0, clock.instant()) + "]");
    assertThat(node.after("lnd:x:500:").invoices()).hasSize(1);
    assertThat(node.after("whole:1:2").invoices()).hasSize(1);
  }
}
