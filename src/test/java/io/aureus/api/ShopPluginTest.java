package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.RawHttp;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.RunningAureus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests of the shop plugins (WooCommerce, EDD, Paid Memberships Pro) as they send them. */
class ShopPluginTest {
  private final RunningAureus aureus = RunningAureus.shared();
  private final RawHttp http = aureus.http();
  private final String key = "API-KEY: " + aureus.access().pluginKey();

  private String token(String platform, String more) {
    return """
        {"platform":"%s","origin":{"id":%d,"price":"18.00","currency":"USD",
        "callback_url":"http://127.0.0.1:9/?wc-api=APWC_Gateway&order_id=7",
        "succeed_url":"https://shop.example/thanks?key=wc_order_x","url":"https://shop.example"}%s}
        """
        .formatted(platform, System.nanoTime(), more);
  }

  @Test
  void wooCommerceVerifiesItsKeyWithAnUnencodedUrlAndNoId() {
    Answer answer =
        http.get(
            "/api/plugin/key/verify?name=WOOCOMMERCE&key="
                + aureus.access().pluginKey()
                + "&url=https://shop.example",
            "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.data().booleanValue()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key=wrong&url=https://shop.example",
        "key=&url=",
        "url=https://shop.example/?a={b}|c&key=%zz",
        "",
        "key=<script>"
      })
  void wooCommerceReadsFalseAndHttp200ForABadKey(String query) {
    Answer answer = http.get("/api/plugin/key/verify?name=WOOCOMMERCE&" + query, "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.data().isBoolean()).isTrue();
    assertThat(answer.data().booleanValue()).isFalse();
    assertThat(answer.code()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EASYDIGITALDOWNLOADS", "PAIDMEMBERSHIPSPRO"})
  void eddAndPmpVerifyOverHttp10WithAnIdThatMayBeEmpty(String platform) {
    for (String id : new String[] {"", aureus.access().merchant().value()}) {
      String target =
          "/api/plugin/key/verify?name=%s&key=%s&url=shop.example&id=%s"
              .formatted(platform, aureus.pluginKey(platform), id);
      Answer answer = http.send("GET " + target + " HTTP/1.0", "", "");
      assertThat(answer.data().booleanValue()).isTrue();
    }
  }

  @Test
  void verifyRefusesAnotherMerchantsId() {
    Answer answer =
        http.get(
            "/api/plugin/key/verify?key=" + aureus.access().pluginKey() + "&id=mct-ffffffffffff",
            "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.data().booleanValue()).isFalse();
  }

  @Test
  void wooCommerceGetsACheckoutToken() {
    Answer answer = http.post("/api/order/pay/token", key, token("WOOCOMMERCE", ""));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.code()).isZero();
    assertThat(answer.data().get("token").asString()).matches("[A-Za-z0-9_-]{43}");
  }

  @Test
  void askingAgainForTheSameShopOrderGivesANewTokenForTheSameOrder() {
    String asked = token("WOOCOMMERCE", "");
    String first = tokenOf(asked);
    String second = tokenOf(asked);
    assertThat(second).isNotEqualTo(first);
    assertThat(aureus.orderOf(second)).isEqualTo(aureus.orderOf(first));
    String dearer = tokenOf(asked.replace("18.00", "19.00"));
    assertThat(aureus.orderOf(dearer)).isNotEqualTo(aureus.orderOf(first));
  }

  private String tokenOf(String body) {
    return http.post("/api/order/pay/token", key, body).data().get("token").asString();
  }

  @Test
  void eddAndPmpSendUserIdAndKeyInTheBodyOverHttp10() {
    String more =
        ",\"user_id\":\"%s\",\"key\":\"%s\""
            .formatted(aureus.access().merchant(), aureus.access().pluginKey());
    for (String platform : new String[] {"EASYDIGITALDOWNLOADS", "PAIDMEMBERSHIPSPRO"}) {
      Answer answer = http.send("POST /api/order/pay/token HTTP/1.0", key, token(platform, more));
      assertThat(answer.data().get("token").asString()).isNotEmpty();
    }
    assertThat(
            http.post("/api/order/pay/token", key, token("PAIDMEMBERSHIPSPRO", ",\"user_id\":\"\""))
                .code())
        .isZero();
  }

  @Test
  void aUserIdThatIsNotTheKeysIsRefused() {
    Answer answer =
        http.post(
            "/api/order/pay/token",
            key,
            token("EASYDIGITALDOWNLOADS", ",\"user_id\":\"mct-ffffffffffff\""));
    assertThat(answer.code()).isEqualTo(401);
    assertThat(answer.message()).contains("user_id");
  }

  @Test
  void wooCommerceReadsABadKeyAsHttp200WithCode401AndWordsInMessage() {
    Answer answer = http.post("/api/order/pay/token", "API-KEY: nope", token("WOOCOMMERCE", ""));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.code()).isEqualTo(401);
    assertThat(answer.message()).isNotBlank();
  }

  @Test
  void theSameCartAsksAgainAndGetsAnotherTokenForTheSameOrder() {
    String body = token("WOOCOMMERCE", "");
    String first = http.post("/api/order/pay/token", key, body).data().get("token").asString();
    String second = http.post("/api/order/pay/token", key, body).data().get("token").asString();
    assertThat(second).isNotEqualTo(first);
    assertThat(aureus.orderOf(second)).isEqualTo(aureus.orderOf(first));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ETH", "USDC-ERC20", "USDT-ERC20", "DAI-ERC20"})
  void theOlderPluginMakesAnOrderInTheChosenCoin(String currency) {
    Answer answer = http.post("/api/order/plugin", key, plugin("ETH", currency));
    assertThat(answer.code()).isZero();
    assertThat(answer.data().get("pay_url").asString())
        .isEqualTo(aureus.url() + "/#/cashier/" + answer.data().get("order_id").asString());
  }

  @Test
  void theOlderPluginReadsWhyACoinIsNotTaken() {
    for (String chain : new String[] {"TRX", "BTC", "BLN"}) {
      Answer answer = http.post("/api/order/plugin", key, plugin(chain, chain + "-COIN"));
      assertThat(answer.code()).isEqualTo(422);
      assertThat(answer.message()).contains(chain + "-COIN").contains("ETH");
    }
  }

  @Test
  void theOlderPluginsCallbackIsWhereTheBrowserReturnsTo() {
    Answer answer = http.post("/api/order/plugin", key, plugin("ETH", "ETH"));
    var terms = aureus.order(answer.data().get("order_id").asString()).terms();
    assertThat(terms.succeedUrl()).isEqualTo("https://shop.example/checkout/order-received/7");
    assertThat(terms.callbackUrl())
        .isEqualTo("https://shop.example/wp-json/wcaurpay/v1/complete-payment?order_id=7");
    assertThat(terms.website()).isEqualTo("https://shop.example");
    assertThat(terms.bindId()).isEqualTo("7");
  }

  @Test
  void aPluginsKeyMayNotDecideOnOrdersNorReadEvents() {
    assertThat(http.post("/api/v2/order/terminate/00000000000000000000", key, "").code())
        .isEqualTo(403);
    assertThat(http.get("/api/v2/events", key).code()).isEqualTo(403);
  }

  private static String plugin(String chain, String currency) {
    return """
        {"chain":"%s","currency":"%s","platform":"WOOCOMMERCE",
        "callback":"https://shop.example/checkout/order-received/7",
        "origin":{"id":7,"currency":"USD","price":"18.00","url":"https://shop.example",
        "callback_url":"https://shop.example/wp-json/wcaurpay/v1/complete-payment?order_id=7"}}
        """
        .formatted(chain, currency);
  }
}
