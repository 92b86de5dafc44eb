package io.aureus.chains.lightning.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.lightning.SettledInvoice;
import io.aureus.chains.lightning.Settlements;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a page of an LND is the last one, and how far it goes, by the time of what is told. */
class LndBacklogTest {
  private static final Instant ASKED = Instant.parse("2026-11-30T12:00:00.7Z");
  private static final Instant SAME_SECOND = Instant.parse("2026-11-30T12:00:00Z");
  private static final Instant BEFORE = Instant.parse("2026-11-30T11:59:59Z");

  /** From a quarter of a second on a line is news. */
  private static final NodeAccess.Waits WAITS =
      new NodeAccess.Waits(Duration.ofSeconds(1), Duration.ofMillis(50), Duration.ofSeconds(1));

  private static final Duration LATER = Duration.ofMillis(400);
  private static final String SINCE = "GET /v1/invoices/subscribe?settle_index=3";

  private ReplayedNode server;

  @BeforeEach
  void start() throws IOException {
    server = ReplayedNode.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String settled(long index, Instant at) {
    return """
        {"result":{"r_hash":"%s","state":"SETTLED","settle_index":"%d","settle_date":"%d",\
        "amt_paid_msat":"1000"}}"""
        .formatted(Sample.base64(hash(index)), index, at.getEpochSecond());
  }

  private static String hash(long index) {
    return "%064x".formatted(index);
  }

  private static RecordPlace place(long index) {
    return new RecordPlace("lnd", Sample.KEY.node(), index, hash(index));
  }

  private Settlements.Page page() throws Exception {
    LndLine line = new LndLine(Sample.access(server.uri(), "", Sample.clock()));
    LndBacklog backlog = new LndBacklog(line, WAITS, place(4), place(4), ASKED);
    backlog.read(Duration.ofSeconds(2));
    assertThat(backlog.isBegun()).isTrue();
    return backlog.page();
  }

  @Test
  void newsDoesNotMakeAPageAnyButTheLast() throws Exception {
    server.slowly(SINCE, LATER, settled(4, BEFORE), settled(5, SAME_SECOND));
    Settlements.Page page = page();
    assertThat(page.invoices()).hasSize(1);
    assertThat(page.isLast()).isTrue();
  }

  /** The node, or this program, stood still after the first line. */
  @Test
  void whatIsOlderThanTheQuestionIsNoNewsHoweverLateItComes() throws Exception {
    server.slowly(SINCE, LATER, settled(4, BEFORE), settled(5, BEFORE));
    Settlements.Page page = page();
    assertThat(page.invoices()).hasSize(1);
    assertThat(page.isLast()).isFalse();
  }

  @Test
  void aFullPageIsNotTheLast() throws Exception {
    List<String> many = new ArrayList<>();
    for (long index = 5; index <= 150; index++) {
      many.add(settled(index, SAME_SECOND));
    }
    server.drips(SINCE, LATER, String.join("\n", many), settled(4, BEFORE));
    Settlements.Page page = page();
    assertThat(page.invoices()).hasSizeBetween(90, 110);
    assertThat(page.isLast()).isFalse();
  }

  @Test
  void aGapIsPassedOverThoughMoreIsPaidAllTheWhile() throws Exception {
    server.slowly(SINCE, LATER, steadily(SAME_SECOND));
    assertThat(page().next()).isNotEqualTo(place(4).text());
  }

  /** As an LND tells them with its invoices in a key-value store, and as one with SQL does. */
  @ParameterizedTest
  @ValueSource(strings = {"0", "5"})
  void anInvoiceOfManyPaymentsHoldsUpNothing(String index) throws Exception {
    String many =
        """
        {"result":{"r_hash":"","state":"SETTLED","is_amp":true,"settle_index":"%s",\
        "settle_date":"0","amt_paid_msat":"9000",\
        "amp_invoice_state":{"ab12":{"state":"SETTLED","settle_index":"5"}}}}"""
            .formatted(index);
    server.slowly(SINCE, Duration.ZERO, settled(4, BEFORE), many, settled(6, BEFORE));
    Settlements.Page page = page();
    assertThat(page.invoices()).extracting(SettledInvoice::paymentHash).containsExactly(hash(6));
    assertThat(page.next()).isEqualTo(place(6).text());
  }

  /** What is missing may be among the rest of it. */
  @Test
  void aGapIsWaitedForAsLongAsOldOnesAreTold() throws Exception {
    server.slowly(SINCE, LATER, steadily(BEFORE));
    assertThat(page().next()).isEqualTo(place(4).text());
  }

  /** 5 and 6 are missing, and a line comes within each wait. */
  private static String[] steadily(Instant at) {
    return new String[] {
      settled(4, BEFORE),
      settled(7, BEFORE),
      settled(8, at),
      settled(9, at),
      settled(10, at),
      settled(11, at),
      settled(12, at),
      settled(13, at)
    };
  }
}
