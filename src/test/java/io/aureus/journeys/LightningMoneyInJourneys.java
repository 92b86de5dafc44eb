package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.orders.OrderDesk;
import io.aureus.orders.OrderId;
import io.aureus.testing.RawHttp;
import io.aureus.testing.Signed;
import io.aureus.testing.TwoLightningNodes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * The scenarios of money in on Lightning, told from outside: the order by the public API, the
 * invoice paid by another node, the callback at the shop. Run on every kind of node. After each
 * story the invariants are checked.
 *
 * <p>Nobody can pay a part of an invoice, or one payment for two orders: IN-2 to IN-7 do not arise.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LightningMoneyInJourneys {
  private LightningTown town;

  /** Nodes of the kind that is tested. */
  abstract TwoLightningNodes nodes();

  /** Settings beside those that all stories need. */
  Map<String, Object> more() {
    return Map.of();
  }

  final LightningTown town() {
    return town;
  }

  @BeforeAll
  void open() {
    town = new LightningTown(nodes(), more());
  }

  @AfterAll
  void close() {
    if (town != null) {
      town.close();
    }
  }

  @AfterEach
  void theBooksAgreeWithTheChannel() {
    town.mustBalance();
  }

  @Test
  void in1AnInvoiceThatIsPaidMakesTheSuccess() {
    JsonNode made = town.shop().created("/api/bln/order", town.wish("/order/one/paid", "20"));
    Story story = new Story(town, made.get("order_id").asString(), "/order/one/paid", "");
    assertThat(made.get("status").asString()).isEqualTo("PENDING");
    assertThat(made.get("amount").isNumber()).isTrue();
    Invoice invoice =
        Invoice.read(LightningNetwork.REGTEST, made.get("payment_request").asString());
    assertThat(invoice.terms().millisatoshi())
        .hasValue(made.get("amount").decimalValue().movePointRight(11).longValueExact());
    assertThat(invoice.terms().paymentHash()).isEqualTo(story.address());
    assertThat(invoice.terms().description()).contains("Coin shop", story.id());
    assertThat(made.get("pay_url").asString()).endsWith("/#/cashier/" + story.id());
    assertThat(story.callbacks()).isEmpty();
    long began = System.nanoTime();
    story.pay(story.due());
    story.awaitStatus("SUCCESS");
    long millis = (System.nanoTime() - began) / 1_000_000;
    System.out.printf("%s: SUCCESS %d ms after it was sent%n", getClass().getSimpleName(), millis);
    assertThat(millis).isLessThan(10_000);
    story.awaitSuccessCallbacks(1);
    JsonNode detail = story.detail();
    assertThat(detail.get("chain").asString()).isEqualTo("BLN");
    assertThat(detail.get("chain_name").asString()).isEqualTo("Bitcoin Lightning Network");
    assertThat(detail.get("currency").asString()).isEqualTo("BTC-LN");
    assertThat(detail.get("obtained").asString()).isEqualTo(story.text("amount"));
    assertThat(detail.get("tx_hash").asString()).isEqualTo(invoice.terms().paymentHash());
    assertThat(story.types()).containsExactly("ORDER");
    assertThat(story.events()).contains("payment.seen", "payment.confirmed", "order.success");
  }

  @Test
  void anInvoiceMayBePaidAsLongAsTheWindowIsOpen() {
    Story story = town.order("20");
    Instant expires = town.invoice(story.address()).terms().expiresAt();
    Instant deadline =
        town.database()
            .jdbc()
            .sql("select deadline from orders where order_id = ?")
            .param(story.id())
            .query(java.sql.Timestamp.class)
            .single()
            .toInstant();
    assertThat(expires).isBetween(deadline.minusSeconds(3), deadline);
  }

  @Test
  void theSameInvoiceIsGivenAgain() {
    String key = "API-Key: " + town.account().key().key();
    RawHttp http = new RawHttp(town.gateway().url());
    String once = key + "\nIdempotency-Key: " + UUID.randomUUID();
    String body = "{\"price\":20,\"currency\":\"USD\"}";
    JsonNode first = http.post("/api/bln/order", once, body).data();
    assertThat(http.post("/api/bln/order", once, body).data()).isEqualTo(first);
    String plugin =
        """
        {"chain":"BLN","currency":"BTC-LN","platform":"WOOCOMMERCE",
         "origin":{"id":"%s","price":"18.00","currency":"USD","url":"https://shop.example"}}
        """
            .formatted(UUID.randomUUID());
    String one = http.post("/api/order/plugin", key, plugin).data().get("order_id").asString();
    String other = http.post("/api/order/plugin", key, plugin).data().get("order_id").asString();
    assertThat(other).isEqualTo(one);
    assertThat(town.shop().detail(one).get("currency").asString()).isEqualTo("BTC-LN");
  }

  @Test
  void aSignedRequestIsAnsweredLikeOneWithAKey() {
    String body = "{\"price\":\"0.5\",\"currency\":\"EUR\",\"enable_post_callback\":true}";
    String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    String headers =
        Signed.headers(
            town.account().token().token(),
            town.account().token().secret(),
            date,
            "POST",
            "/api/bln/order",
            body);
    JsonNode made = new RawHttp(town.gateway().url()).post("/api/bln/order", headers, body).data();
    assertThat(made.get("payment_request").asString()).startsWith("lnbcrt");
  }

  @Test
  void in9NothingComesIsOverdueAndCallsTheTimeoutOnce() {
    Story story = town.order("18");
    story.endWindow();
    story.awaitStatus("OVERDUE");
    story.awaitTimeoutCallbacks(1);
    assertThat(story.callbacks()).isEmpty();
  }

  @Test
  void in10And29PaidAfterOverdueIsOfferedToTheMerchantWhoTakesIt() {
    Story story = town.order("18");
    story.endWindow();
    story.awaitStatus("OVERDUE");
    story.pay(story.due());
    story.awaitTransaction(story.address(), "SUCCESS", "UNKNOWN");
    assertThat(story.status()).isEqualTo("OVERDUE");
    story.awaitTimeoutCallbacks(1);
    assertThat(story.callbacks()).isEmpty();
    assertThat(story.events()).contains("payment.unknown");
    UUID payment = UUID.fromString(story.transactions().getFirst().get("tx_id").asString());
    town.gateway()
        .bean(OrderDesk.class)
        .resolve(town.account().merchant(), new OrderId(story.id()), payment, false);
    story.awaitStatus("RESOLVED");
    story.awaitSuccessCallbacks(1);
  }

  @Test
  void in29HeldByTheNodeAndSettledAfterTheWindowIsNotLost() throws Exception {
    Story story = town.order("18");
    Invoice invoice = town.invoice(story.address());
    town.nodes().hold(true);
    Thread paying = town.sendHeld(invoice);
    try {
      Story other = town.order("5");
      other.endWindow();
      story.endWindow();
      other.awaitStatus("OVERDUE");
      story.awaitStatus("OVERDUE");
    } finally {
      town.nodes().hold(false);
      paying.join();
    }
    story.awaitTransaction(story.address(), "SUCCESS", "UNKNOWN");
    assertThat(story.status()).isEqualTo("OVERDUE");
    assertThat(story.callbacks()).isEmpty();
  }

  @Test
  void in29PaidWhileTheGatewayWasDownSucceedsOnce() {
    Story story = town.order("18");
    Invoice invoice = town.invoice(story.address());
    town.stop();
    assertThat(town.send(invoice)).isInstanceOf(SentPayment.Paid.class);
    town.nodes().stopShop();
    town.nodes().startShop();
    town.start();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.types()).containsExactly("ORDER");
  }

  @Test
  void in21And29PaidWhileTheNodeCannotBeReachedIsNoReasonToCallItOverdue() {
    Story story = town.order("18");
    Invoice invoice = town.invoice(story.address());
    town.cutTheLine();
    try {
      assertThat(town.send(invoice)).isInstanceOf(SentPayment.Paid.class);
      ChainTime.sleep(1_100);
      story.endWindow();
      ChainTime.sleep(2_500);
      assertThat(story.status()).isEqualTo("PENDING");
      RawHttp.Answer refused = order(town.gateway().url());
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("retry-after")).isPresent();
      assertThat(refused.message()).contains("Lightning");
    } finally {
      town.mendTheLine();
    }
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.timeoutCallbacks()).isEmpty();
  }

  @Test
  void whileTheNodeIsDownNoOrderIsMade() {
    long before = rows();
    town.cutTheLine();
    try {
      assertThat(order(town.gateway().url()).status()).isEqualTo(503);
    } finally {
      town.mendTheLine();
    }
    assertThat(rows()).isEqualTo(before);
    assertThat(town.order("3").status()).isEqualTo("PENDING");
  }

  private RawHttp.Answer order(String url) {
    return new RawHttp(url)
        .post(
            "/api/bln/order",
            "API-Key: " + town.account().key().key(),
            "{\"price\":20,\"currency\":\"USD\"}");
  }

  private long rows() {
    return town.database().jdbc().sql("select count(*) from orders").query(Long.class).single();
  }
}
