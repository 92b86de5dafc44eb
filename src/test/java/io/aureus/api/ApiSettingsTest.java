package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.testing.RawHttp;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.RunningAureus;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What an operator can set, on a server of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiSettingsTest {
  @SuppressWarnings("NullAway.Init")
  private RunningAureus aureus;

  @BeforeAll
  void start() {
    aureus =
        RunningAureus.start(
            Map.of(
                "server.forward-headers-strategy",
                "native",
                "aureus.api.mirror-status",
                "true",
                "aureus.api.rate-per-minute",
                "1",
                "aureus.api.rate-burst",
                "3",
                "aureus.api.logins-per-minute",
                "2",
                "aureus.web.base-url",
                "https://pay.shop.example/",
                "aureus.web.body-limit",
                "2KB"));
  }

  @AfterAll
  void stop() {
    aureus.close();
  }

  @Test
  void mirrorsTheCodeAsStatusWhereTheOperatorWantsIt() {
    RawHttp http = aureus.http();
    assertThat(http.post("/api/order/pay-url", "API-Key: x", "{}").status()).isEqualTo(401);
    String key = "API-Key: " + aureus.anotherMerchant().key();
    Answer bad = http.post("/api/order/pay-url", key, "{}");
    assertThat(bad.status()).isEqualTo(400);
    assertThat(bad.json().get("msg").asString()).isEqualTo("currency is missing");
    assertThat(http.get("/api/bln/balance", key).status()).isEqualTo(422);
    assertThat(http.get("/api/plugin/key/verify?key=x", "").status()).isEqualTo(200);
  }

  @Test
  void limitsTheRateOfEachKeyAndSaysWhenToComeBack() {
    RawHttp http = aureus.http();
    RunningAureus.Access shop = aureus.anotherMerchant();
    for (int i = 0; i < 3; i++) {
      assertThat(http.get("/api/v2/tx", "API-Key: " + shop.key()).status()).isEqualTo(200);
    }
    Answer over = http.get("/api/v2/tx", "API-Key: " + shop.key());
    assertThat(over.status()).isEqualTo(429);
    assertThat(over.code()).isEqualTo(429);
    assertThat(Integer.parseInt(over.header("retry-after").orElseThrow())).isBetween(1, 60);
    String other = "API-Key: " + aureus.anotherMerchant().key();
    assertThat(http.get("/api/v2/tx", other).status()).isEqualTo(200);
  }

  @Test
  void limitsHowOftenAnAddressMayTryPasswords() {
    RawHttp http = aureus.http();
    String login = "username=nobody%40shop.example&password=wrong";
    for (int i = 0; i < 2; i++) {
      assertThat(http.post("/api/plugin/key/aurpay", "", login).status()).isEqualTo(401);
    }
    Answer over = http.post("/api/plugin/key/aurpay", "", login);
    assertThat(over.status()).isEqualTo(429);
    assertThat(over.header("retry-after")).isPresent();
  }

  @Test
  void countsTheClientsAddressAndNotTheProxysWhereOneStandsInFront() {
    RawHttp http = aureus.http();
    for (int i = 1; i <= 4; i++) {
      Answer answer =
          http.post(
              "/api/plugin/key/aurpay",
              "X-Forwarded-For: 203.0.113." + i,
              "username=a%40b.example&password=wrong");
      assertThat(answer.status()).isEqualTo(401);
    }
  }

  @Test
  void paymentLinksBeginWithTheAddressThatIsSet() {
    Answer made =
        aureus
            .http()
            .post(
                "/api/order/pay-url",
                "API-Key: " + aureus.anotherMerchant().key(),
                "{\"price\":1,\"currency\":\"USD\"}");
    assertThat(made.data().get("pay_url").asString())
        .startsWith("https://pay.shop.example/#/cashier/choose?token=");
  }

  @Test
  void theBodyLimitIsTheOneThatIsSet() {
    Answer answer =
        aureus.http().post("/api/order/pay-url", "", "{\"a\":\"" + "x".repeat(2048) + "\"}");
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.message()).contains("2 KiB").doesNotContain("dashboard");
    Answer signed =
        aureus
            .http()
            .post("/api/v2/payout/1/signed", "", "{\"signed\":\"" + "x".repeat(2048) + "\"}");
    assertThat(signed.status()).isEqualTo(413);
    assertThat(signed.message()).contains("on the payout's page", "aureus.web.body-limit");
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertThatThrownBy(() -> new ApiSettings(false, 0, 1, 1, 1, 1, Duration.ofDays(2)))
        .hasMessageContaining("aureus.api.rate-per-minute");
    assertThatThrownBy(() -> new ApiSettings(false, 1, 1, 1, 1, 1, Duration.ofHours(23)))
        .hasMessageContaining("24h");
  }
}
