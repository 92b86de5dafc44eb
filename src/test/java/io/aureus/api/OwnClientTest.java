package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.RawHttp;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.RunningAureus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What merchants' own programs send (the checklist's C1 to C6), and what they read of it. */
class OwnClientTest {
  private static final String INFO =
      "{\"chain\":\"ETH\",\"currency\":\"USDT-ERC20\",\"vs_currency\":\"CNY\",\"vs_price\":30}";

  private final RunningAureus aureus = RunningAureus.shared();
  private final RawHttp http = aureus.http();
  private final String key = "API-Key: " + aureus.access().key();

  /** As JavaScript's {@code toISOString} writes it; each a little later, so that none repeats. */
  private static String date() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  @Test
  void c1SignsPayInfoAndReadsAddressOrderAndAmount() {
    String headers =
        aureus.signed(date(), "POST", "/api/order/pay-info", INFO)
            + "\nContent-Type: application/json";
    Answer answer = http.post("/api/order/pay-info", headers, INFO);
    assertThat(answer.code()).isZero();
    JsonNode data = answer.data();
    assertThat(data.get("address").asString()).matches("0x[0-9a-fA-F]{40}");
    assertThat(data.get("order_id").asString()).matches("[0-9]{20}");
    assertThat(data.get("amount").isNumber()).isTrue();
    assertThat(data.get("vs_price").isNumber()).isTrue();
    assertThat(data.get("status").asString()).isEqualTo("PENDING");
    assertThat(data.get("vs_currency").asString()).isEqualTo("CNY");
    assertThat(data.get("create_time").asString())
        .matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}");
    assertThat(data.get("contract_addr").asString()).startsWith("0x");
    assertThat(data.get("pay_url").asString())
        .isEqualTo(aureus.url() + "/#/cashier/" + data.get("order_id").asString());
    assertThat(answer.body()).doesNotContainPattern("\"amount\":[0-9.]*E");
  }

  @Test
  void aSignedPostIsTakenOnce() {
    String headers = aureus.signed(date(), "POST", "/api/order/pay-info", INFO);
    assertThat(http.post("/api/order/pay-info", headers, INFO).code()).isZero();
    assertThat(http.post("/api/order/pay-info", headers, INFO).code()).isEqualTo(401);
  }

  @Test
  void aSignatureOverAnotherBodyPathOrMethodIsRefused() {
    String headers = aureus.signed(date(), "POST", "/api/order/pay-info", INFO);
    assertThat(http.post("/api/order/pay-info", headers, INFO.replace("30", "3")).code())
        .isEqualTo(401);
    assertThat(http.post("/api/order/pay-url", headers, INFO).code()).isEqualTo(401);
    assertThat(http.get("/api/v2/tx", aureus.signed(date(), "POST", "/api/v2/tx", "")).code())
        .isEqualTo(401);
  }

  @Test
  void c2SendsAnEmptyBodyMd5OnGetAndSignsWithOrWithoutTheQuery() {
    String target = "/api/v2/order/?page=1&size=10";
    String whole = aureus.signed(date(), "GET", target, "") + "\nBody-MD5: ";
    assertThat(http.get(target, whole).code()).isZero();
    String bare = aureus.signed(date(), "GET", "/api/v2/order/", "");
    assertThat(http.get(target, bare).code()).isZero();
  }

  @Test
  void c2FindsPayUrlAndTheOrderIdFieldInPayUrl() {
    String body = "{\"price\":100,\"currency\":\"USD\",\"succeed_url\":\"https://example.com/ok\"}";
    Answer answer =
        http.post(
            "/api/order/pay-url", aureus.signed(date(), "POST", "/api/order/pay-url", body), body);
    assertThat(answer.data().get("pay_url").asString()).startsWith(aureus.url() + "/#/cashier/");
    assertThat(answer.data().has("order_id")).isTrue();
  }

  @Test
  void c3SendsEmptyTextsForUnusedUrlsAndReadsResultAndDetail() {
    String body =
        """
        {"chain":"ETH","currency":"ETH","vs_currency":"USD","vs_price":18,"succeed_url":"",
        "timeout_url":"","callback_url":"","timeout_callback":"","fixed_encrypt_price":false}""";
    Answer made = http.post("/api/order/pay-info", key, body);
    assertThat(made.json().get("result").booleanValue()).isTrue();
    assertThat(made.data().get("contract_addr").asString()).isEmpty();
    String id = made.data().get("order_id").asString();
    JsonNode detail = http.get("/api/v2/order/detail/" + id, key).data();
    assertThat(detail.get("status").asString()).isEqualTo("PENDING");
    assertThat(detail.get("vs_price").asString()).isEqualTo("18.0");
    assertThat(detail.get("amount").isString()).isTrue();
    assertThat(detail.propertyNames()).hasSize(26);
    assertThat(detail.toString()).doesNotContain("callback");
  }

  @Test
  void c3AsksForARefundWithNoBodyAndReadsThatItsKeyMayNot() {
    Answer answer = http.post("/api/v2/order/refund/20250207040935220628", key, "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.code()).isEqualTo(403);
    assertThat(answer.json().get("result").booleanValue()).isFalse();
  }

  @Test
  void c4SendsItsSwitchesAndAHeaderThatNoDocumentKnows() {
    String body =
        "{\"price\":100,\"currency\":\"USD\",\"fixed_encrypt_price\":false,"
            + "\"enable_post_callback\":true,\"callback_url\":\"http://127.0.0.1:9/hook\"}";
    Answer answer = http.post("/api/order/pay-url", key + "\nAPI-Secret: whatever", body);
    assertThat(answer.code()).isZero();
    assertThat(answer.data().get("pay_url").asString()).isNotEmpty();
  }

  @Test
  void c5SpellsTheHeaderSmallAndSendsItsOwnOrderNumber() {
    String body = "{\"price\":100,\"currency\":\"USD\",\"id\":\"ORDER-77\"}";
    Answer answer = http.post("/api/order/pay-url", "api-key: " + aureus.access().key(), body);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.code()).isZero();
  }

  @Test
  void c6SendsJsonAsAFormOverPhpCurl() {
    String headers =
        key
            + "\nContent-Type: application/x-www-form-urlencoded\nAccept: */*"
            + "\nExpect: 100-continue";
    Answer answer =
        http.post(
            "/api/order/pay-url",
            key + "\nContent-Type: application/x-www-form-urlencoded\nAccept: */*",
            "{\"price\":100,\"currency\":\"USD\"}");
    assertThat(answer.code()).isZero();
    assertThat(http.post("/api/order/pay-url", headers, "{\"price\":1}").statusLine())
        .startsWith("HTTP/1.1 100");
  }

  @Test
  void theMisspeltSuccendUrlIsTakenAndTheRightSpellingWins() {
    String misspelt =
        "{\"chain\":\"ETH\",\"currency\":\"ETH\",\"vs_currency\":\"USD\",\"vs_price\":18,"
            + "\"succend_url\":\"https://shop.example/a\"%s}";
    String one = orderId(misspelt.formatted(""));
    assertThat(aureus.order(one).terms().succeedUrl()).isEqualTo("https://shop.example/a");
    String both = orderId(misspelt.formatted(",\"succeed_url\":\"https://shop.example/b\""));
    assertThat(aureus.order(both).terms().succeedUrl()).isEqualTo("https://shop.example/b");
  }

  @Test
  void urlsAreKeptByteForByte() {
    String url = "https://shop.example/cb?status=completed&x={1|2}&y=%zz&z=%C3%A9#frag";
    String id =
        orderId(
            """
            {"chain":"ETH","currency":"ETH","vs_currency":"USD","vs_price":18,
            "callback_url":"%s"}"""
                .formatted(url));
    assertThat(aureus.order(id).terms().callbackUrl()).isEqualTo(url);
  }

  @Test
  void listsAreInPagesWithTheDocumentedFieldsAsTexts() {
    for (int i = 0; i < 3; i++) {
      orderId(INFO);
    }
    JsonNode page = http.get("/api/v2/order?page=2&size=2", key).data();
    assertThat(page.propertyNames()).containsExactly("page", "size", "total", "max_page", "data");
    long total = page.get("total").asLong();
    assertThat(page.get("max_page").asLong()).isEqualTo((total + 1) / 2);
    assertThat(page.get("page").asInt()).isEqualTo(2);
    JsonNode first = page.get("data").get(0);
    assertThat(first.propertyNames())
        .containsExactly(
            "user_id",
            "order_id",
            "order_type",
            "platform",
            "status",
            "chain",
            "chain_name",
            "currency",
            "amount",
            "vs_price",
            "vs_currency",
            "remark",
            "refund",
            "create_time",
            "update_time");
    assertThat(first.get("amount").isString()).isTrue();
    assertThat(first.get("vs_price").asString()).contains(".");
    assertThat(first.get("refund").isBoolean()).isTrue();
    assertThat(http.get("/api/v2/order/", key).data().get("size").asInt()).isEqualTo(10);
  }

  @Test
  void filtersNarrowTheListAndBadOnesAreNamed() {
    orderId(INFO);
    String all = "/api/v2/order/?status=pending&chain=eth&currency=usdt-erc20&order_type=ORDER";
    assertThat(http.get(all, key).data().get("total").asLong()).isPositive();
    assertThat(http.get("/api/v2/order/?end=2020-01-01", key).data().get("total").asLong())
        .isZero();
    assertThat(http.get("/api/v2/order/?status=PAID", key).message())
        .contains("status", "PAID", "SUCCESS");
    assertThat(http.get("/api/v2/order/?start=yesterday", key).message()).contains("start");
    assertThat(http.get("/api/v2/order/?size=101", key).message()).contains("size", "100");
    assertThat(http.get("/api/v2/order/?page=0", key).message()).contains("page");
  }

  @Test
  void anotherMerchantsOrderIsNotFound() {
    String id = orderId(INFO);
    RunningAureus.Access other = aureus.anotherMerchant();
    Answer answer = http.get("/api/v2/order/detail/" + id, "API-Key: " + other.key());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.code()).isEqualTo(404);
    assertThat(http.get("/api/v2/order/detail/1", key).code()).isEqualTo(404);
  }

  @Test
  void coinsAndCurrenciesAreListed() {
    JsonNode coins = http.get("/api/order/pay/crypto-currency", key).data();
    JsonNode eth = coins.get(0);
    assertThat(eth.propertyNames())
        .containsExactly("chain", "chain_name", "currency", "contract_addr", "decimals");
    assertThat(coins.findValuesAsString("currency"))
        .contains("ETH", "USDT-ERC20", "USDC-ERC20", "DAI-ERC20");
    JsonNode fiats = http.get("/api/order/pay/real-currency", key).data();
    assertThat(fiats.get(0).asString()).isEqualTo("AUD");
    assertThat(fiats.size()).isEqualTo(21);
    JsonNode named = http.get("/api/order/pay/real-currency?detail=1", key).data();
    assertThat(named.get(0).get("name").asString()).isEqualTo("Australian Dollar");
  }

  @Test
  void anOrderCanBeTerminatedAndTheFeedSaysSo() {
    String id = orderId(INFO);
    Answer done = http.post("/api/v2/order/terminate/" + id, key, "");
    assertThat(done.data().get("status").asString()).isEqualTo("TERMINATED");
    assertThat(http.post("/api/v2/order/terminate/" + id, key, "").code()).isEqualTo(409);
    assertThat(http.post("/api/v2/order/remaining/" + id, key, "").code()).isEqualTo(409);
    assertThat(http.post("/api/v2/order/resolve/" + id, key, "{\"payment\":\"x\"}").message())
        .contains("payment");
    String after = "";
    boolean told = false;
    for (JsonNode page = events(after); page.get("events").size() > 0; page = events(after)) {
      after = page.get("next").asString();
      for (JsonNode event : page.get("events")) {
        told |=
            event.get("order_id").asString().equals(id)
                && event.get("type").asString().equals("order.terminated")
                && event.get("order").get("status").asString().equals("TERMINATED");
      }
    }
    assertThat(told).isTrue();
    assertThat(events(after).get("next").asString()).isEqualTo(after);
  }

  private JsonNode events(String after) {
    return http.get("/api/v2/events?limit=500&after=" + after, key).data();
  }

  private String orderId(String body) {
    return http.post("/api/order/pay-info", key, body).data().get("order_id").asString();
  }
}
