package io.aureus.chains.lightning.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.lightning.LightningNode;
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

/** What an LND was paid, by its documented answers, replayed: silence and strangers among them. */
class LndSettlementsTest {
  private static final String LIST = "GET /v1/invoices?num_max_invoices=100&index_offset=";
  private static final String SINCE = "GET /v1/invoices/subscribe?settle_index=";
  private static final String LOOK = "GET /v1/invoice/";

  private final AdjustableClock clock = Sample.clock();
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

  private static String place(long index) {
    return "lnd:%s:%d:%s".formatted(Sample.KEY.node(), index, hash(index));
  }

  private void isThere(String key) {
    server.on(
        "GET /v1/getinfo",
        200,
        """
        {"version":"0.19.3","identity_pubkey":"%s","alias":"shop","block_height":9,
         "synced_to_chain":true,"chains":[{"chain":"bitcoin","network":"regtest"}]}"""
            .formatted(key));
  }

  @Test
  void goesOnByTheIndexOfSettlingHoweverOldAnInvoiceIs() throws Exception {
    isThere(Sample.KEY.node());
    server.streams(SINCE + 3, settledLine(4), settledLine(5), told("SETTLED", 6, "1007"));
    server.streams(SINCE + 5, settledLine(6), told("OPEN", 0, "0"), settledLine(7));
    server.streams(SINCE + 6, settledLine(7), told("OPEN", 0, "0"));
    Settlements.Page first = node.after(place(4));
    assertThat(first.invoices()).containsExactly(settled(5, 1_000), settled(6, 1_007));
    assertThat(first.next()).isEqualTo(place(6));
    // Another process goes on with nothing but the place.
    LightningNode again = LightningNodes.LND.at(Sample.access(server.uri(), "", clock));
    Settlements.Page second = again.after(first.next());
    assertThat(second).isEqualTo(new Settlements.Page(List.of(settled(7, 1_000)), place(7), false));
    assertThat(again.after(place(7))).isEqualTo(new Settlements.Page(List.of(), place(7), true));
  }

  private static String settledLine(long index) {
    return told("SETTLED", index, "1000");
  }

  @Test
  void itsSilenceIsAFailureAndNotAnEmptyPage() {
    isThere(Sample.KEY.node());
    server.streams(SINCE + 4).streams(SINCE + 4, told("OPEN", 0, "0"), settledLine(6));
    server.on(LOOK + hash(5), 200, invoice("SETTLED", 5, "1000"));
    Sample.assertFails(() -> node.after(place(5)), Kind.TIMEOUT, "did not tell in time");
    Sample.assertFails(() -> node.after(place(5)), Kind.TIMEOUT, "did not tell in time");
    server.on(SINCE + 6, 200, settledLine(7));
    Sample.assertFails(() -> node.after(place(7)), Kind.UNREACHABLE, "ended the list");
  }

  @Test
  void aFewAfterTheFirstAreNotTakenForSilence() throws Exception {
    isThere(Sample.KEY.node());
    server.on(LOOK + hash(1), 200, invoice("SETTLED", 1, "1000"));
    server.on(LIST + 0, 200, list(1, invoice("SETTLED", 1, "1000"))).on(LIST + 1, 200, list(0));
    server.streams(SINCE + 1);
    assertThat(node.after(place(1))).isEqualTo(new Settlements.Page(List.of(), place(1), true));
    server.forget(LIST + 1).on(LIST + 1, 200, list(2, invoice("SETTLED", 2, "1000")));
    server.on(LOOK + hash(2), 200, invoice("SETTLED", 2, "1000"));
    Sample.assertFails(() -> node.after(place(1)), Kind.TIMEOUT, "did not tell in time");
    server.forget(SINCE + 1).streams(SINCE + 1, settledLine(2));
    assertThat(node.after(place(1)))
        .isEqualTo(new Settlements.Page(List.of(settled(2, 1_000)), place(2), false));
  }

  /** The list of all invoices may take longer than anybody waits. */
  @Test
  void theSecondOneIsHeardOfWithoutTheList() throws Exception {
    isThere(Sample.KEY.node());
    server
        .on(LOOK + hash(1), 200, invoice("SETTLED", 1, "1000"))
        .streams(SINCE + 1, settledLine(2));
    LightningNode patient = LightningNodes.LND.at(Sample.patient(server.uri(), clock));
    assertThat(patient.after(place(1)))
        .isEqualTo(new Settlements.Page(List.of(settled(2, 1_000)), place(2), false));
  }

  @Test
  void theOldPartOfTheListIsReadOnce() throws Exception {
    isThere(Sample.KEY.node());
    server.on(LOOK + hash(1), 200, invoice("SETTLED", 1, "1000")).streams(SINCE + 1);
    server.on(LIST + 0, 200, list(100, invoice("SETTLED", 1, "1000")));
    server.on(LIST + 100, 200, list(200, invoice("OPEN", 0, "0"))).on(LIST + 200, 200, list(0));
    String next = place(1) + ":100:" + hash(0) + ":100";
    for (String from : List.of(place(1), next, next)) {
      assertThat(node.after(from)).isEqualTo(new Settlements.Page(List.of(), next, true));
    }
    assertThat(server.questions().stream().filter((LIST + 0)::equals)).hasSize(1);
  }

  @Test
  void aLostRecordOrAnotherNodesIsReadFromItsStart() throws Exception {
    isThere(Sample.KEY.node());
    Settlements.Page first = new Settlements.Page(List.of(settled(1, 1_000)), place(1), false);
    server.on(LIST + 0, 200, list(1, invoice("SETTLED", 1, "1000")));
    String gone = "{\"code\":5,\"message\":\"unable to locate invoice\",\"details\":[]}";
    server.on(LOOK + hash(500), 404, gone).streams(SINCE + 499);
    assertThat(node.after(place(500))).isEqualTo(first);
    // It has as many again, and others.
    String other = place(4).replace(hash(4), hash(44));
    server.streams(SINCE + 3, settledLine(4), settledLine(5)).on(LOOK + hash(44), 404, gone);
    assertThat(node.after(other)).isEqualTo(first);
    String another = "03" + "ab".repeat(32);
    assertThat(node.after(place(4).replace(Sample.KEY.node(), another))).isEqualTo(first);
    for (String strange : List.of("1764504000123", "500", "whole:1:2", "core-lightning:x:1:")) {
      assertThat(node.after(strange)).isEqualTo(first);
    }
  }

  @Test
  void whatComesInAnotherOrderIsNotPassedOver() throws Exception {
    isThere(Sample.KEY.node());
    // As it is with the invoices in SQL: by when they were made.
    String[] many = new String[300];
    for (int i = 0; i < many.length; i++) {
      many[i] = settledLine(i < 299 ? i + 5 : 4);
    }
    many[0] = settledLine(303);
    many[298] = settledLine(5);
    server.streams(SINCE + 3, many);
    Settlements.Page page = node.after(place(4));
    assertThat(page.invoices()).hasSize(299);
    assertThat(page.isLast()).isFalse();
    assertThat(page.next()).isEqualTo(place(303));
  }

  @Test
  void aNumberThatStaysAwayIsPassedOverAfterTheWholeWait() throws Exception {
    isThere(Sample.KEY.node());
    server.streams(SINCE + 3, settledLine(4), settledLine(7));
    Settlements.Page page = node.after(place(4));
    assertThat(page.next()).isEqualTo(place(7));
    assertThat(page.invoices()).containsExactly(settled(7, 1_000));
  }

  @Test
  void newInvoicesDoNotPutThePageOff() throws Exception {
    isThere(Sample.KEY.node());
    server.drips(SINCE + 3, Duration.ofMillis(50), told("OPEN", 0, "0"), settledLine(4));
    assertThat(node.after(place(4))).isEqualTo(new Settlements.Page(List.of(), place(4), true));
    server.drips(
        SINCE + 4, Duration.ofMillis(50), told("OPEN", 0, "0"), settledLine(5), settledLine(6));
    Settlements.Page page = node.after(place(5));
    assertThat(page).isEqualTo(new Settlements.Page(List.of(settled(6, 1_000)), place(6), false));
  }

  @Test
  void aPageIsBounded() throws Exception {
    isThere(Sample.KEY.node());
    String[] many = new String[150];
    for (int i = 0; i < many.length; i++) {
      many[i] = settledLine(i + 2L);
    }
    server.streams(SINCE + 1, many);
    Settlements.Page page = node.after(place(2));
    assertThat(page.invoices()).hasSize(100);
    assertThat(page.next()).isEqualTo(place(102));
    assertThat(page.isLast()).isFalse();
  }

  @Test
  void findsTheVeryFirstOneWhichNoSubscriptionTells() throws Exception {
    isThere(Sample.KEY.node());
    server.on(LIST + 0, 200, list(2, invoice("OPEN", 0, "0"), invoice("CANCELED", 0, "0")));
    server.on(LIST + 2, 200, list(3, invoice("SETTLED", 1, "1000")));
    Settlements.Page page = node.after(Settlements.START);
    assertThat(page).isEqualTo(new Settlements.Page(List.of(settled(1, 1_000)), place(1), false));
  }

  @Test
  void searchesAgainForOneThatIsSettledBehindTheSearch() throws Exception {
    isThere(Sample.KEY.node());
    server.on(LIST + 0, 200, list(1, invoice("OPEN", 0, "0")));
    server.on(LIST + 0, 200, list(1, invoice("SETTLED", 1, "1000")));
    server.on(LIST + 1, 200, list(2, invoice("SETTLED", 2, "1000")));
    server.on(LIST + 2, 200, list(0));
    Settlements.Page page = node.after(Settlements.START);
    assertThat(page.next()).isEqualTo("lnd:%s:first:0::0:2".formatted(Sample.KEY.node()));
    page = node.after(page.next());
    assertThat(page.invoices()).containsExactly(settled(1, 1_000));
  }

  @Test
  void withoutAFirstOneTheNextMustBeTold() throws Exception {
    isThere(Sample.KEY.node());
    server.on(LIST + 0, 200, list(2, invoice("SETTLED", 2, "1000"))).on(LIST + 2, 200, list(0));
    Settlements.Page page = node.after(node.after(Settlements.START).next());
    assertThat(page.next()).isEqualTo("lnd:%s:1:".formatted(Sample.KEY.node()));
    server.streams(SINCE + 1).streams(SINCE + 1, settledLine(2));
    String next = page.next();
    Sample.assertFails(() -> node.after(next), Kind.TIMEOUT);
    assertThat(node.after(next).invoices()).containsExactly(settled(2, 1_000));
  }

  @Test
  void aLongListWithNoneSettledIsReadToItsEnd() throws Exception {
    isThere(Sample.KEY.node());
    server.on(LIST + 0, 200, list(100, invoice("CANCELED", 0, "0")));
    server.on(LIST + 100, 200, list(200, invoice("OPEN", 0, "0"))).on(LIST + 200, 200, list(0));
    String next = "lnd:%s:first:100:%s:100:0".formatted(Sample.KEY.node(), hash(0));
    for (String from : List.of(Settlements.START, next)) {
      assertThat(node.after(from)).isEqualTo(new Settlements.Page(List.of(), next, true));
    }
    server.forget(LIST + 100).on(LIST + 100, 200, list(200, invoice("SETTLED", 1, "1000")));
    server.forget(LIST + 0).on(LIST + 0, 200, list(100, invoice("SETTLED", 1, "1000")));
    assertThat(node.after(next).next()).isEqualTo(place(1));
  }

  @Test
  void anEmptyRecordIsSearchedAgainFromItsStart() throws Exception {
    isThere(Sample.KEY.node());
    server.on(LIST + 0, 200, list(0));
    assertThat(node.after(Settlements.START))
        .isEqualTo(new Settlements.Page(List.of(), Settlements.START, true));
    server.forget(LIST + 0).on(LIST + 0, 200, list(0, invoice("OPEN", 0, "0")));
    Sample.assertFails(() -> node.after(Settlements.START), Kind.MALFORMED, "does not go on");
  }

  private static String list(long last, String... invoices) {
    return "{\"invoices\":[%s],\"last_index_offset\":\"%d\",\"first_index_offset\":\"0\"}"
        .formatted(String.join(",", invoices), last);
  }

  @Test
  void aBrokenStreamOrAnOddLineIsToldAndNothingIsSkipped() {
    isThere(Sample.KEY.node());
    server.streams(SINCE + 4, settledLine(5), told("SETTLED", 6, "much"));
    server.breaks(SINCE + 5);
    server.on(SINCE + 6, 500, "{\"code\":2,\"message\":\"cannot get macaroon\",\"details\":[]}");
    Sample.assertFails(() -> node.after(place(5)), Kind.MALFORMED, "“amt_paid_msat”");
    Sample.assertFails(() -> node.after(place(6)), Kind.UNREACHABLE);
    Sample.assertFails(() -> node.after(place(7)), Kind.UNREACHABLE, "macaroon");
  }
}
