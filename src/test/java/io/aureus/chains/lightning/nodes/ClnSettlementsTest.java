package io.aureus.chains.lightning.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.SettledInvoice;
import io.aureus.chains.lightning.Settlements;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.testing.AdjustableClock;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Core Lightning's documented answers, replayed: what it was paid. */
class ClnSettlementsTest {
  private static final String WAIT = "POST /v1/waitanyinvoice";
  private static final String NONE = "{\"code\":904,\"message\":\"Timed out\"}";

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

  private static String settled(long index, long paid) {
    return """
        {"label":"l%d","payment_hash":"%064x","status":"paid","pay_index":%d,
         "amount_msat":1000,"amount_received_msat":%d,"paid_at":1764504000,
         "payment_preimage":"%s","expires_at":1764504900,"created_index":1}"""
        .formatted(index, index, index, paid, Sample.PREIMAGE);
  }

  private static SettledInvoice invoice(long index, long paid) {
    return new SettledInvoice(
        "%064x".formatted(index), paid, Instant.parse("2025-11-30T12:00:00Z"));
  }

  private static String place(long index) {
    return "core-lightning:%s:%d:%064x".formatted(Sample.KEY.node(), index, index);
  }

  private void isThere() {
    server.on(
        "POST /v1/getinfo",
        201,
        "{\"id\":\"%s\",\"version\":\"v25.05\",\"blockheight\":9,\"network\":\"regtest\"}"
            .formatted(Sample.KEY.node()));
  }

  private List<String> waited() {
    return server.asked.stream()
        .filter(asked -> asked.question().equals(WAIT))
        .map(ReplayedNode.Asked::body)
        .toList();
  }

  @Test
  void goesOnByTheNumberOfPaying() throws Exception {
    isThere();
    server.on(WAIT, 201, settled(1, 1_000)).on(WAIT, 201, settled(4, 1_007)).on(WAIT, 500, NONE);
    assertThat(node.after(Settlements.START))
        .isEqualTo(
            new Settlements.Page(List.of(invoice(1, 1_000), invoice(4, 1_007)), place(4), true));
    assertThat(waited())
        .allMatch(body -> body.contains("\"timeout\":0"))
        .satisfiesExactly(
            body -> assertThat(body).contains("\"lastpay_index\":0"),
            body -> assertThat(body).contains("\"lastpay_index\":1"),
            body -> assertThat(body).contains("\"lastpay_index\":4"));
    // Another process goes on with nothing but the place, and asks for the last one again.
    server.asked.clear();
    server.forget(WAIT).on(WAIT, 201, settled(4, 1_007)).on(WAIT, 500, NONE);
    LightningNode again = LightningNodes.CORE_LIGHTNING.at(Sample.access(server.uri(), "", clock));
    assertThat(again.after(place(4))).isEqualTo(new Settlements.Page(List.of(), place(4), true));
    assertThat(waited())
        .satisfiesExactly(
            body -> assertThat(body).contains("\"lastpay_index\":3"),
            body -> assertThat(body).contains("\"lastpay_index\":4"));
  }

  @Test
  void aLostRecordOrAnotherNodesIsReadFromItsStart() throws Exception {
    isThere();
    Settlements.Page first = new Settlements.Page(List.of(invoice(1, 1_000)), place(1), true);
    String another = place(4).replace(Sample.KEY.node(), "03" + "ab".repeat(32));
    for (String strange : List.of(another, "1764504000123", "4", "whole:1:2", "lnd:x:4:")) {
      server.forget(WAIT).on(WAIT, 201, settled(1, 1_000)).on(WAIT, 500, NONE);
      assertThat(node.after(strange)).as(strange).isEqualTo(first);
    }
    // No such number any more; then another payment's.
    server.forget(WAIT).on(WAIT, 500, NONE).on(WAIT, 201, settled(1, 1_000)).on(WAIT, 500, NONE);
    assertThat(node.after(place(500))).isEqualTo(first);
    server.forget(WAIT).on(WAIT, 201, settled(5, 1_000)).on(WAIT, 201, settled(1, 1_000));
    server.on(WAIT, 500, NONE);
    assertThat(node.after(place(4))).isEqualTo(first);
    server.forget(WAIT).on(WAIT, 201, settled(4, 1_000)).on(WAIT, 201, settled(1, 1_000));
    server.on(WAIT, 500, NONE);
    String other = "core-lightning:%s:4:%064x".formatted(Sample.KEY.node(), 44);
    assertThat(node.after(other)).isEqualTo(first);
  }

  @Test
  void itsSilenceIsAFailureAndNotAnEmptyPage() {
    isThere();
    server.streams(WAIT);
    Sample.assertFails(() -> node.after(place(4)), Kind.TIMEOUT);
    server.forget(WAIT).on(WAIT, 201, settled(4, 1_000)).streams(WAIT);
    Sample.assertFails(() -> node.after(place(4)), Kind.TIMEOUT);
  }

  @Test
  void aPageIsBounded() throws Exception {
    isThere();
    for (int i = 1; i <= 101; i++) {
      server.on(WAIT, 201, settled(i, 1_000));
    }
    Settlements.Page page = node.after(Settlements.START);
    assertThat(page.invoices()).hasSizeBetween(1, 100);
    assertThat(page.next()).isEqualTo(place(page.invoices().size()));
    assertThat(page.isLast()).isFalse();
  }

  @Test
  void anOddSettlementIsToldAndNothingIsSkipped() {
    isThere();
    String again = settled(7, 1_000);
    server
        .on(WAIT, 201, again)
        .on(WAIT, 201, again)
        .on(WAIT, 201, again)
        .on(WAIT, 201, settled(8, 1_000).replace("\"paid\"", "\"expired\""))
        .on(WAIT, 201, again)
        .on(WAIT, 201, settled(9, 1_000).replace(":1000,\"paid_at\"", ":1.5,\"paid_at\""))
        .on(WAIT, 201, again)
        .breaks(WAIT);
    Sample.assertFails(() -> node.after(place(7)), Kind.MALFORMED, "not asked for");
    Sample.assertFails(() -> node.after(place(7)), Kind.MALFORMED, "not asked for");
    Sample.assertFails(() -> node.after(place(7)), Kind.MALFORMED, "“amount_received_msat”");
    Sample.assertFails(() -> node.after(place(7)), Kind.UNREACHABLE);
  }
}
