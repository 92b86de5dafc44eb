package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.RawHttp;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.RunningAureus;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What holds for each client of the compatibility checklist ("Everyone"), byte for byte. */
class EveryClientTest {
  private static final String ORDER = "{\"price\":100,\"currency\":\"USD\"}";

  private final RunningAureus aureus = RunningAureus.shared();
  private final RawHttp http = aureus.http();
  private final String key = "API-Key: " + aureus.access().key();

  @ParameterizedTest
  @ValueSource(strings = {"API-Key", "API-KEY", "API-key", "api-key", "Api-Key"})
  void takesTheKeyHeaderHoweverItIsSpelled(String name) {
    Answer answer = http.post("/api/order/pay-url", name + ": " + aureus.access().key(), ORDER);
    assertThat(answer.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Type: text/plain",
        "Content-Type: application/json; charset=utf-8",
        "Content-Type: nonsense",
        "X-None: 1"
      })
  void readsTheBodyAsJsonWhateverItsContentType(String header) {
    assertThat(http.post("/api/order/pay-url", key + "\n" + header, ORDER).code()).isZero();
  }

  @Test
  void ignoresUnknownFields() {
    String body =
        "{\"price\":100,\"currency\":\"USD\",\"user_id\":\"x\",\"nested\":{\"a\":[1,null]}}";
    assertThat(http.post("/api/order/pay-url", key, body).code()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"100,18", "'\"100.00\"','\"18\"'"})
  void takesPriceAndIdAsNumberOrText(String price, String id) {
    String body = "{\"price\":%s,\"id\":%s,\"currency\":\"usd\"}".formatted(price, id);
    assertThat(http.post("/api/order/pay-url", key, body).code()).isZero();
  }

  @Test
  void putsEveryReplyInTheEnvelope() {
    JsonNode done = http.post("/api/order/pay-url", key, ORDER).json();
    assertThat(done.propertyNames()).containsExactly("code", "message", "msg", "data", "result");
    assertThat(done.get("message").asString()).isEqualTo("ok");
    assertThat(done.get("result").booleanValue()).isTrue();
    JsonNode refused = http.post("/api/order/pay-url", key, "{}").json();
    assertThat(refused.propertyNames()).containsExactly("code", "message", "msg", "data", "result");
    assertThat(refused.get("code").intValue()).isEqualTo(400);
    assertThat(refused.get("msg")).isEqualTo(refused.get("message"));
    assertThat(refused.get("message").asString()).isEqualTo("currency is missing");
    assertThat(refused.get("data").isNull()).isTrue();
    assertThat(refused.get("result").booleanValue()).isFalse();
  }

  @Test
  void answersHttp10WithALengthAndWithoutChunks() {
    Answer answer = http.send("POST /api/order/pay-url HTTP/1.0", key, ORDER);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("transfer-encoding")).isEmpty();
    assertThat(answer.header("content-length"))
        .contains(Integer.toString(answer.body().getBytes(StandardCharsets.UTF_8).length));
    assertThat(answer.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/v2/order/?page=1&size=10",
        "GET /api/v2/order/detail/00000000000000000000",
        "GET /api/nowhere",
        "DELETE /api/order/pay-url",
        "GET /api/plugin/key/verify?key=x",
        "GET /api/bln/balance"
      })
  void saysTheLengthOfEveryReply(String request) {
    Answer answer = http.send(request + " HTTP/1.1", key + "\nConnection: close", "");
    assertThat(answer.header("content-length")).isPresent();
    assertThat(answer.header("transfer-encoding")).isEmpty();
    assertThat(answer.header("content-type")).contains("application/json");
    assertThat(answer.json().has("code")).isTrue();
  }

  @Test
  void neverRedirectsAPost() {
    for (String path : new String[] {"/api/order/pay-url/", "/api/order//pay-url", "/api"}) {
      assertThat(http.post(path, key, ORDER).status()).as(path).isBetween(400, 499);
    }
  }

  @Test
  void drawsKeysAndTokensFromUrlSafeCharacters() {
    Answer answer = http.post("/api/order/pay-url", key, ORDER);
    assertThat(answer.data().get("token").asString()).matches("[A-Za-z0-9_-]{43}");
    assertThat(aureus.access().key()).matches("[A-Za-z0-9_-]{43}");
    assertThat(answer.data().get("pay_url").asString())
        .isEqualTo(
            aureus.url() + "/#/cashier/choose?token=" + answer.data().get("token").asString());
    assertThat(answer.data().get("order_id").isNull()).isTrue();
  }

  @Test
  void refusesABadKeyInsideAnHttp200() {
    Answer answer = http.post("/api/order/pay-url", "API-Key: wrong", ORDER);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.code()).isEqualTo(401);
    assertThat(http.post("/api/order/pay-url", "X-None: 1", ORDER).code()).isEqualTo(401);
  }

  @Test
  void keepsAConnectionOpenForTheNextRequest() {
    String one = "GET /api/v2/tx HTTP/1.1\r\nHost: x\r\n%s\r\n\r\n".formatted(key);
    Answer first = http.exchange((one + one).getBytes(StandardCharsets.UTF_8), new byte[0]);
    assertThat(first.code()).isZero();
    assertThat(first.header("connection").orElse("keep-alive")).isEqualToIgnoringCase("keep-alive");
  }
}
