package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.merchants.MerchantChange;
import io.aureus.merchants.MerchantSettings;
import io.aureus.orders.OrderId;
import io.aureus.orders.OrderState;
import io.aureus.orders.SandboxWindow;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.RawHttp;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.RunningAureus;
import io.aureus.testing.RunningGateway;
import io.aureus.testing.SimulatedLightningNodes;
import io.aureus.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What a shop's program sees of orders on Lightning that the journeys do not tell. */
class LightningOrderTest {
  private static final String ORDER = "{\"price\":20,\"currency\":\"USD\"}";

  private static AdjustableClock clock;
  private static SimulatedLightningNodes nodes;
  private static RunningAureus aureus;
  private static RawHttp http;
  private static String key;

  @BeforeAll
  static void start() {
    clock = new AdjustableClock(Instant.now());
    nodes = SimulatedLightningNodes.start(clock);
    aureus =
        RunningAureus.start(
            TestDatabase.fresh(),
            nodes.settings(),
            new RunningGateway.Surroundings(clock, new SplittableRandom(5)));
    http = aureus.http();
    key = "API-Key: " + aureus.access().key();
  }

  @AfterAll
  static void stop() {
    aureus.close();
    nodes.close();
  }

  private static JsonNode make() {
    return http.post("/api/bln/order", key, ORDER).data();
  }

  private static Invoice invoice(String text) {
    return Invoice.read(LightningNetwork.REGTEST, text);
  }

  @Test
  void theAnswerIsAsItIsDescribed() {
    ApiDocument document = new ApiDocument(http.get("/openapi.yaml", "").body());
    document.fits("post", "/api/bln/order", http.post("/api/bln/order", key, ORDER).json());
    String info =
        "{\"chain\":\"BLN\",\"currency\":\"BTC-LN\",\"vs_currency\":\"USD\",\"vs_price\":18}";
    JsonNode made =
        document.fits(
            "post", "/api/order/pay-info", http.post("/api/order/pay-info", key, info).json());
    Invoice invoice = invoice(made.get("address").asString());
    assertThat(invoice.terms().millisatoshi())
        .hasValue(made.get("amount").decimalValue().movePointRight(11).longValueExact());
    // Wallets and nodes know no part of a satoshi.
    assertThat(invoice.terms().millisatoshi().orElseThrow() % 1_000).isZero();
  }

  @Test
  void whatIsMissingOrNotTakenIsSaid() {
    assertThat(http.post("/api/bln/order", key, "{}").message()).contains("currency");
    assertThat(http.post("/api/bln/order", key, "{\"currency\":\"USD\"}").message())
        .contains("price is missing");
    Answer absurd =
        http.post("/api/bln/order", key, "{\"price\":999999999999999,\"currency\":\"USD\"}");
    assertThat(absurd.code()).isEqualTo(400);
    assertThat(absurd.message()).contains("more than all bitcoins");
    assertThat(http.post("/api/bln/order", "", ORDER).code()).isEqualTo(401);
    RunningAureus.Access other = aureus.anotherMerchant();
    aureus
        .bean(MerchantSettings.class)
        .change(
            other.merchant(), new MerchantChange("No lightning", 50, false, "", List.of("ETH")));
    Answer refused = http.post("/api/bln/order", "API-Key: " + other.key(), ORDER);
    assertThat(refused.code()).isEqualTo(422);
    assertThat(refused.message()).contains("BTC-LN is not enabled");
  }

  @Test
  void withoutANodeItSaysThatLightningIsNotSwitchedOn() {
    RunningAureus without = RunningAureus.shared();
    Answer refused =
        without.http().post("/api/bln/order", "API-Key: " + without.access().key(), ORDER);
    assertThat(refused.code()).isEqualTo(422);
    assertThat(refused.message()).contains("not switched on");
  }

  @Test
  void manyAtOnceGetAnInvoiceEach() throws Exception {
    Set<String> hashes = new HashSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<JsonNode>> tasks = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        tasks.add(LightningOrderTest::make);
      }
      for (Future<JsonNode> made : threads.invokeAll(tasks)) {
        JsonNode data = made.get();
        String hash = invoice(data.get("payment_request").asString()).terms().paymentHash();
        assertThat(toAddr(data.get("order_id").asString())).isEqualTo(hash);
        hashes.add(hash);
      }
    }
    assertThat(hashes).hasSize(40);
  }

  private static String toAddr(String order) {
    return http.get("/api/v2/order/detail/" + order, key).data().get("to_addr").asString();
  }

  /** The answer was lost, and what was stored of it with the program that died. */
  @Test
  void aRepeatFindsTheOrderThatStandsThoughTheNodeIsDown() {
    String once = key + "\nIdempotency-Key: cart-9";
    JsonNode first = http.post("/api/bln/order", once, ORDER).data();
    aureus.bean(JdbcClient.class).sql("delete from api_idempotency").update();
    nodes.stopShop();
    try {
      assertThat(http.post("/api/bln/order", once, ORDER).data()).isEqualTo(first);
      Answer refused = http.post("/api/bln/order", key, ORDER);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("retry-after")).contains("5");
      assertThat(refused.message()).contains("Lightning node", "try again");
    } finally {
      nodes.startShop();
    }
  }

  @Test
  void anInvoiceThatHasEndedIsPaidByNobodyAndTheOrderIsOverdue() {
    JsonNode made = make();
    Invoice invoice = invoice(made.get("payment_request").asString());
    clock.advance(Duration.ofMinutes(31));
    long amount = invoice.terms().millisatoshi().orElseThrow();
    assertThatThrownBy(() -> nodes.payer().pay(invoice, amount, 1_000))
        .isInstanceOf(NodeFailure.class)
        .hasMessageContaining("expired");
    await(made.get("order_id").asString(), OrderState.EXPIRED);
  }

  /** No node does so by itself; what is told of one that did is written by hand. */
  @Test
  void theRestOfAnInvoiceIsAskedForByAnotherOne() throws NodeFailure {
    JsonNode made = make();
    String order = made.get("order_id").asString();
    Invoice first = invoice(made.get("payment_request").asString());
    long due = first.terms().millisatoshi().orElseThrow();
    long came = due * 9 / 10 + 1;
    tell(first.terms().paymentHash(), came);
    await(order, OrderState.UNDERPAID);
    aureus.bean(SandboxWindow.class).endNow(new OrderId(order));
    clock.advance(Duration.ofSeconds(1));
    await(order, OrderState.PARTIAL);
    nodes.stopShop();
    try {
      assertThat(http.post("/api/v2/order/remaining/" + order, key, "").status()).isEqualTo(503);
    } finally {
      nodes.startShop();
    }
    JsonNode rest = http.post("/api/v2/order/remaining/" + order, key, "").data();
    Invoice second = invoice(rest.get("address").asString());
    assertThat(second.terms().paymentHash()).isNotEqualTo(first.terms().paymentHash());
    long asked = second.terms().millisatoshi().orElseThrow();
    // Up to whole satoshi.
    assertThat(asked).isBetween(due - came, due - came + 999).matches(units -> units % 1_000 == 0);
    assertThat(rest.get("amount").decimalValue())
        .isEqualByComparingTo(BigDecimal.valueOf(asked, 11));
    nodes.payer().pay(second, asked, 1_000);
    await(order, OrderState.PAID);
  }

  private static void tell(String paymentHash, long units) {
    aureus
        .bean(JdbcClient.class)
        .sql(
            """
            with told as (
              insert into transfer
                (chain, tx_hash, position, to_address, asset, contract, units, block_number,
                 block_hash, block_time, first_seen_at, state, told_confirmed)
              values ('BLN', :hash, 'htlc', :hash, 'BTC-LN', '', :units, 1, :hash, :now, :now,
                      'mined', true)
              returning id)
            insert into transfer_fact (transfer_id, kind, at)
            select id, kind, :now from told, unnest(array['SEEN', 'CONFIRMED']) as k(kind)
            """)
        .param("hash", paymentHash)
        .param("units", units)
        .param("now", java.sql.Timestamp.from(clock.instant()))
        .update();
  }

  private static void await(String order, OrderState wanted) {
    for (int i = 0; i < 600; i++) {
      if (aureus.order(order).state() == wanted) {
        return;
      }
      LockSupport.parkNanos(50_000_000);
    }
    assertThat(aureus.order(order).state()).isEqualTo(wanted);
  }
}
