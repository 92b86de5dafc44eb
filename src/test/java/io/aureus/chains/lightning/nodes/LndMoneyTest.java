package io.aureus.chains.lightning.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.lightning.SettledInvoice;
import io.aureus.chains.lightning.Settlements;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.testing.AdjustableClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An LND's documented answers, replayed: money that comes and goes. */
class LndMoneyTest {
  private static final String SEND = "POST /v2/router/send";
  private static final String LIST = "GET /v1/invoices?num_max_invoices=100&index_offset=";
  private static final String SINCE = "GET /v1/invoices/subscribe?settle_index=";
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
    assertThat(sent()).isEqualTo(new SentPayment.InFlight());
    clock.advance(Duration.ofSeconds(29));
    assertThat(sent()).isEqualTo(new SentPayment.InFlight());
    clock.advance(Duration.ofSeconds(1));
    assertThat(sent()).isEqualTo(new SentPayment.Unknown());
  }

  @Test
  void aWrongPathIsNoUnknownPayment() {
    server.on(track, 404, "{\"code\":5,\"message\":\"Not Found\",\"details\":[]}");
    Sample.assertFails(this::sent, Kind.REFUSED, "Not Found");
  }

  @Test
  void aPreimageThatProvesNothingIsNotBelieved() {
    server.streams(track, payment("SUCCEEDED", "cd".repeat(32), "FAILURE_REASON_NONE"));
    server.streams(track, payment("DONE", Sample.PREIMAGE, "FAILURE_REASON_NONE"));
    Sample.assertFails(this::sent, Kind.MALFORMED, "preimage");
    Sample.assertFails(this::sent, Kind.MALFORMED, "not known");
  }

  private static String invoice(String state, long index, String paid) {
    return """
        {"r_hash":"%s","value_msat":"1000","state":"%s","settle_index":"%d",\
        "settle_date":"1764504000","amt_paid_msat":"%s","htlcs":[]}"""
        .formatted(Sample.base64(hash(index)), state, index, paid);
  }

  private static String hash(long index) {
    return "%064x".formatted(index);
  }

  private static String told(String state, long index, String paid) {
    return "{\"result\":" + invoice(state, index, paid) + "}";
  }

  private static SettledInvoice settled(long index, long paid) {
    return new SettledInvoice(hash(index), paid, Instant.parse("2025-11-30T12:00:00Z"));
  }

  @Test
  void goesOnByTheIndexOfSettlingHoweverOldAnInvoiceIs() throws Exception {
    server.streams(SINCE + 4, told("SETTLED", 5, "1000"), told("SETTLED", 6, "1007"));
    server.streams(SINCE + 6, told("OPEN", 0, "0"), told("SETTLED", 9, "1000"));
    server.streams(SINCE + 9);
    Settlements.Page first = node.after("4");
    assertThat(first.invoices()).containsExactly(settled(5, 1_000), settled(6, 1_007));
    assertThat(first.next()).isEqualTo("6");
    // Another process goes on with nothing but the place.
    LightningNode again = LightningNodes.LND.at(Sample.access(server.uri(), "", clock));
    Settlements.Page second = again.after(first.next());
    assertThat(second).isEqualTo(new Settlements.Page(List.of(settled(9, 1_000)), "9", true));
    assertThat(again.after("9")).isEqualTo(new Settlements.Page(List.of(), "9", true));
  }

  @Test
  void aPageIsBounded() throws Exception {
    String[] many = new String[150];
    for (int i = 0; i < many.length; i++) {
      many[i] = told("SETTLED", i + 2L, "1000");
    }
    server.streams(SINCE + 1, many);
    Settlements.Page page = node.after("1");
    assertThat(page.invoices()).hasSize(100);
    assertThat(page.next()).isEqualTo("101");
    assertThat(page.isLast()).isFalse();
  }

  @Test
  void findsTheVeryFirstOneWhichNoSubscriptionTells() throws Exception {
    server.on(LIST + 0, 200, list(2, invoice("OPEN", 0, "0"), invoice("CANCELED", 0, "0")));
    server.on(LIST + 2, 200, list(3, invoice("SETTLED", 1, "1000")));
    Settlements.Page page = node.after(Settlements.START);
    assertThat(page.invoices()).isEmpty();
    page = node.after(page.next());
    assertThat(page).isEqualTo(new Settlements.Page(List.of(settled(1, 1_000)), "1", false));
  }

  @Test
  void searchesAgainForOneThatIsSettledBehindTheSearch() throws Exception {
    server.on(LIST + 0, 200, list(1, invoice("OPEN", 0, "0")));
    server.on(LIST + 0, 200, list(1, invoice("SETTLED", 1, "1000")));
    server.on(LIST + 1, 200, list(2, invoice("SETTLED", 2, "1000")));
    server.on(LIST + 2, 200, list(0));
    Settlements.Page page = node.after(Settlements.START);
    page = node.after(page.next());
    page = node.after(page.next());
    assertThat(page.next()).isEqualTo("first:0:2");
    page = node.after(page.next());
    assertThat(page.invoices()).containsExactly(settled(1, 1_000));
  }

  @Test
  void anEmptyRecordIsSearchedAgainFromItsStart() throws Exception {
    server.on(LIST + 0, 200, list(0));
    assertThat(node.after(Settlements.START))
        .isEqualTo(new Settlements.Page(List.of(), Settlements.START, true));
    server.forget(LIST + 0).on(LIST + 0, 200, list(0, invoice("OPEN", 0, "0")));
    Sample.assertFails(() -> node.after(Settlements.START), Kind.MALFORMED, "does not go on");
    assertThatThrownBy(() -> node.after("nonsense")).isInstanceOf(IllegalArgumentException.class);
  }

  private static String list(long last, String... invoices) {
    return "{\"invoices\":[%s],\"last_index_offset\":\"%d\",\"first_index_offset\":\"0\"}"
        .formatted(String.join(",", invoices), last);
  }

  @Test
  void aBrokenStreamOrAnOddLineIsToldAndNothingIsSkipped() {
    server.streams(SINCE + 4, told("SETTLED", 5, "1000"), told("SETTLED", 6, "much"));
    server.breaks(SINCE + 5);
    server.on(SINCE + 6, 500, "{\"code\":2,\"message\":\"cannot get macaroon\",\"details\":[]}");
    Sample.assertFails(() -> node.after("4"), Kind.MALFORMED, "“amt_paid_msat”");
    Sample.assertFails(() -> node.after("5"), Kind.UNREACHABLE);
    Sample.assertFails(() -> node.after("6"), Kind.UNREACHABLE, "macaroon");
  }
}
