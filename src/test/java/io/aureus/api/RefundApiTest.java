package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.merchants.Credentials;
import io.aureus.merchants.DemoMerchant;
import io.aureus.merchants.MerchantSettings;
import io.aureus.merchants.NewApiKey;
import io.aureus.merchants.NewApiToken;
import io.aureus.merchants.Scope;
import io.aureus.orders.Order;
import io.aureus.orders.OrderInformations;
import io.aureus.testing.RawHttp;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Signed;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Refunds as a shop's program asks for them. */
class RefundApiTest {
  private static final String PAYER = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
  private static final AtomicInteger SENT = new AtomicInteger();
  private static ShopOnAChain shop;
  private static RawHttp http;

  @BeforeAll
  static void open() {
    shop = ShopOnAChain.shared();
    http = new RawHttp(shop.url());
    shop.paid(100);
    shop.awaitGasPrice();
  }

  @Test
  void tellsWhatCanBeRefundedAndRefundsAPartOfIt() {
    Order order = shop.paid(110);
    JsonNode info = get("/api/v2/order/refund-info/" + order.id()).data();
    assertThat(info.propertyNames())
        .containsExactly(
            "order_id",
            "chain",
            "currency",
            "amount",
            "fee",
            "max_amount",
            "address",
            "refund_status");
    assertThat(info.get("amount").decimalValue()).isEqualByComparingTo("0.044");
    assertThat(info.get("max_amount").decimalValue()).isEqualByComparingTo("0.044");
    assertThat(info.get("fee").decimalValue()).isPositive();
    assertThat(info.get("address").isNull()).isTrue();
    assertThat(info.get("refund_status").asString()).isEqualTo("NONE");

    Answer answer = refund(order, "{\"amount\":\"0.01\",\"address\":\"%s\"}".formatted(PAYER), "");
    assertThat(answer.code()).as(answer.body()).isZero();
    JsonNode made = answer.data();
    assertThat(made.get("refund_status").asString()).isEqualTo("PENDING");
    assertThat(made.get("refund_amount").isNumber()).isTrue();
    assertThat(made.get("refund_amount").decimalValue()).isEqualByComparingTo("0.01");
    assertThat(made.get("payer_gets").decimalValue().add(made.get("fee").decimalValue()))
        .isEqualByComparingTo("0.01");
    assertThat(made.get("refund_date").asString()).matches("[0-9T:-]{19}");
    assertThat(made.get("address").asString()).isEqualTo(PAYER);

    JsonNode status = get("/api/v2/order/refund/" + order.id()).data();
    assertThat(status.get("refund_status").asString()).isEqualTo("PENDING");
    assertThat(status.get("refunds").get(0)).isEqualTo(made);
    JsonNode rest = get("/api/v2/order/refund-info/" + order.id()).data();
    assertThat(rest.get("max_amount").decimalValue()).isEqualByComparingTo("0.034");
    Answer surplus =
        refund(order, "{\"kind\":\"surplus\",\"address\":\"%s\"}".formatted(PAYER), "");
    assertThat(surplus.code()).as("less is left than was asked for").isEqualTo(409);
  }

  @Test
  void theSameIdempotencyKeyRefundsOnce() {
    Order order = shop.paid(100);
    String body = "{\"amount\":0.01,\"address\":\"%s\"}".formatted(PAYER);
    String key = "\nIdempotency-Key: refund-" + order.id();
    String target = "/api/v2/order/refund/" + order.id();
    NewApiToken token = shop.access().token();
    JsonNode first = signed(token, "POST", target, body, key).data();
    shop.clock().advance(Duration.ofSeconds(1));
    assertThat(signed(token, "POST", target, body, key).data()).isEqualTo(first);
    assertThat(shop.find(order.id()).refunds()).hasSize(1);

    // Long after, when the answer is forgotten: the key still stands for this one refund.
    shop.bean(JdbcClient.class).sql("delete from api_idempotency").update();
    shop.clock().advance(Duration.ofSeconds(1));
    String written = "{ \"address\": \"%s\", \"amount\": 0.010 }".formatted(PAYER);
    assertThat(signed(token, "POST", target, written, key).data().get("payout_id"))
        .isEqualTo(first.get("payout_id"));
    shop.bean(JdbcClient.class).sql("delete from api_idempotency").update();
    shop.clock().advance(Duration.ofSeconds(1));
    Answer other = signed(token, "POST", target, body.replace("0.01", "0.02"), key);
    assertThat(other.code()).isEqualTo(409);
    assertThat(other.message()).contains("Idempotency-Key");
    assertThat(shop.find(order.id()).refunds()).hasSize(1);
  }

  @Test
  void aCoinThatIsNamedIsToldOf() {
    Order order = shop.paid(100);
    String path = "/api/v2/order/refund-info/" + order.id();
    assertThat(get(path + "?currency=ETH").data().get("max_amount").decimalValue())
        .isEqualByComparingTo("0.04");
    assertThat(get(path + "?currency=eth").data().get("currency").asString()).isEqualTo("ETH");
    assertThat(get(path + "?currency=DAI-ERC20").message()).contains("there came ETH");
    String small = "{\"currency\":\" eth\",\"address\":\"%s\"}".formatted(PAYER);
    assertThat(post("/api/v2/order/refund-link/" + order.id(), small, "").code()).isZero();
    assertThat(refund(order, small, "").data().get("currency").asString()).isEqualTo("ETH");
  }

  @Test
  void withoutABodyItGoesToTheAddressThatThePayerGave() {
    Order order = shop.paid(100);
    Answer without = refund(order, "", "");
    assertThat(without.code()).isEqualTo(409);
    assertThat(without.message()).contains("/api/v2/order/refund-link/" + order.id());
    JsonNode link = post("/api/v2/order/refund-link/" + order.id(), "", "").data();
    String url = link.get("url").asString();
    assertThat(url).startsWith(shop.url() + "/refund/");
    http.post(
        url.substring(shop.url().length()),
        "Content-Type: application/x-www-form-urlencoded",
        "confirm=yes&address=" + PAYER);
    assertThat(get("/api/v2/order/refund-info/" + order.id()).data().get("address").asString())
        .isEqualTo(PAYER);
    JsonNode made = refund(order, "", "").data();
    assertThat(made.get("address").asString()).isEqualTo(PAYER);
    assertThat(made.get("kind").asString()).isEqualTo("FULL");
    assertThat(made.get("refund_amount").decimalValue())
        .isEqualByComparingTo(order.quotes().getFirst().amount().decimal());
    assertThat(http.get(url.substring(shop.url().length()), "").body())
        .contains("The refund is on its way");
  }

  /** Bitcart took a payout of a negative amount. */
  @Test
  void refusesWhatIsNotRightAndSaysWhatWouldBe() {
    Order order = shop.paid(100);
    assertThat(refusal(order, "\"kind\":\"HALF\"", 400)).contains("SURPLUS");
    assertThat(refusal(order, "\"fee_bearer\":\"NOBODY\"", 400)).contains("MERCHANT");
    assertThat(refusal(order, "\"amount\":\"many\"", 400)).contains("amount");
    assertThat(refusal(order, "\"amount\":0", 400)).contains("the least is 0.000000000000000001");
    assertThat(refusal(order, "\"amount\":-1", 400)).contains("above 0");
    for (String tiny : new String[] {"1e-30", "1e-5000000", "1e-2147483647"}) {
      assertThat(refusal(order, "\"amount\":" + tiny, 400)).contains("send 0.000000000000000001");
    }
    assertThat(refusal(order, "\"amount\":1e30", 409)).contains("at most 0.04");
    assertThat(refusal(order, "\"amount\":0.041", 409)).contains("at most 0.04");
    assertThat(refusal(order, "\"amount\":1,\"kind\":\"FULL\"", 400)).contains("PARTIAL");
    assertThat(refusal(order, "\"currency\":\"DAI-ERC20\"", 409)).contains("there came ETH");
    assertThat(refusal(order, "\"amount\":0.000000001", 400)).contains("at least", "MERCHANT");
    assertThat(get("/api/v2/order/refund-info/1").code()).isEqualTo(404);
    assertThat(get("/api/v2/order/refund/20250207040935220628").code()).isEqualTo(404);
    Order unpaid = shop.order(null, null);
    assertThat(refund(unpaid, "", "").message()).contains("PENDING");
    assertThat(shop.find(order.id()).refunds()).isEmpty();
  }

  @Test
  void keysOfPluginsAndOtherMerchantsMayNot() {
    Order order = shop.paid(100);
    Credentials credentials = shop.bean(Credentials.class);
    String plugin = "API-Key: " + credentials.pluginKey(order.merchant(), "WOOCOMMERCE").key();
    String body = "{\"address\":\"%s\"}".formatted(PAYER);
    for (String path :
        new String[] {
          "/api/v2/order/refund/" + order.id(), "/api/v2/order/refund-link/" + order.id()
        }) {
      assertThat(http.post(path, plugin, body).code()).isEqualTo(403);
      assertThat(http.post(path, "API-Key: " + shop.access().key().key(), body).code())
          .isEqualTo(403);
    }
    assertThat(http.get("/api/v2/order/refund-info/" + order.id(), plugin).code()).isEqualTo(403);
    NewApiToken reading =
        credentials.createToken(order.merchant(), Set.of(Scope.ORDERS_READ, Scope.WALLETS_READ));
    assertThat(signed(reading, "POST", "/api/v2/order/refund/" + order.id(), body, "").code())
        .isEqualTo(403);
    DemoMerchant.Shop other = shop.anotherMerchant();
    assertThat(signed(other.token(), "POST", "/api/v2/order/refund/" + order.id(), body, "").code())
        .isEqualTo(404);
    assertThat(shop.find(order.id()).refunds()).isEmpty();
  }

  @Test
  void aKeyRefundsOnceTheMerchantHasSwitchedThatOn() {
    Order order = shop.paid(100);
    NewApiKey key =
        shop.bean(Credentials.class)
            .createKey(order.merchant(), Credentials.OWN_PLATFORM, Scope.TOKEN);
    String path = "/api/v2/order/refund/" + order.id();
    String body = "{\"amount\":\"0.01\",\"address\":\"%s\"}".formatted(PAYER);
    Answer before = http.post(path, "API-Key: " + key.key(), body);
    assertThat(before.code()).isEqualTo(403);
    assertThat(before.message()).contains("Payouts, Options");
    MerchantSettings settings = shop.bean(MerchantSettings.class);
    settings.changePayouts(order.merchant(), true, "");
    try {
      // Still not by one without the scope.
      String plain = "API-Key: " + shop.access().key().key();
      assertThat(http.post(path, plain, body).code()).isEqualTo(403);
      Answer made = http.post(path, "API-Key: " + key.key(), body);
      assertThat(made.code()).as(made.body()).isZero();
      assertThat(made.data().get("address").asString()).isEqualTo(PAYER);
      assertThat(shop.find(order.id()).refunds())
          .singleElement()
          .satisfies(one -> assertThat(one.amount().text()).isEqualTo("0.01"));
    } finally {
      settings.changePayouts(order.merchant(), false, "");
    }
    assertThat(http.post(path, "API-Key: " + key.key(), body).code()).isEqualTo(403);
  }

  @Test
  void aRefundIsATransactionOfItsOwn() {
    Order order = shop.paid(100);
    refund(order, "{\"amount\":0.01,\"address\":\"%s\"}".formatted(PAYER), "");
    JsonNode row =
        IntStream.rangeClosed(1, 3)
            .mapToObj(page -> get("/api/v2/tx?size=100&page=" + page).data().get("data"))
            .flatMap(JsonNode::valueStream)
            .filter(one -> one.get("order_id").asString().equals(order.id().value()))
            .filter(one -> one.get("tx_type").asString().equals("REFUND"))
            .findFirst()
            .orElseThrow();
    assertThat(row.get("status").asString()).isEqualTo("PENDING");
    assertThat(row.get("amount").asString()).isEqualTo("0.01");
    assertThat(row.get("tx_hash").isNull()).isTrue();
    assertThat(new BigDecimal(row.get("fee").asString())).isPositive();
  }

  private static String refusal(Order order, String fields, int code) {
    Answer answer = refund(order, "{\"address\":\"%s\",%s}".formatted(PAYER, fields), "");
    assertThat(answer.code()).as(fields + answer.body()).isEqualTo(code);
    return answer.message();
  }

  private static Answer refund(Order order, String body, String headers) {
    return post("/api/v2/order/refund/" + order.id(), body, headers);
  }

  private static Answer get(String target) {
    return signed(shop.access().token(), "GET", target, "", "");
  }

  private static Answer post(String target, String body, String headers) {
    // A signed request is taken once, and a Date has seconds: each gets a query of its own.
    return signed(
        shop.access().token(), "POST", target + "?n=" + SENT.incrementAndGet(), body, headers);
  }

  private static Answer signed(
      NewApiToken token, String method, String target, String body, String headers) {
    String date = OrderInformations.wireTime(shop.clock().instant()) + "Z";
    String all = Signed.headers(token.token(), token.secret(), date, method, target, body);
    return method.equals("GET")
        ? http.get(target, all + headers)
        : http.post(target, all + headers, body);
  }
}
