package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.RawHttp;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.RunningAureus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a careless or hostile client sends: a clear error each, nothing lost, no stack trace. */
class BadInputTest {
  private static final List<String> HOSTILE =
      List.of(
          "'; drop table orders; --",
          "1' or '1'='1",
          "<script>alert(1)</script>",
          "\\\"><img src=x onerror=alert(1)>",
          "${jndi:ldap://x/y}",
          "{{7*7}}",
          "../../etc/passwd",
          "😀 ünïcode Ω");

  private final RunningAureus aureus = RunningAureus.shared();
  private final RawHttp http = aureus.http();
  private final String key = "API-Key: " + aureus.access().key();

  private void clear(Answer answer, int code) {
    assertThat(answer.code()).as(answer.body()).isEqualTo(code);
    assertThat(answer.json().get("result").booleanValue()).isFalse();
    assertThat(answer.message()).isNotBlank();
    assertThat(answer.body())
        .doesNotContain("Exception")
        .doesNotContain("io.aureus")
        .doesNotContain("org.springframework")
        .doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource({
    "0,above 0",
    "-5,above 0",
    "1e30,too large",
    "NaN,number",
    "0.1234567890123456789012345678901234567890,decimals",
    "true,number",
    "'[1]',number",
    "'\"cheap\"',number",
    "null,missing",
    "999999999999999999999,too large"
  })
  void refusesThePriceAndSaysWhatWouldBeRight(String price, String words) {
    Answer answer =
        http.post("/api/order/pay-url", key, "{\"currency\":\"USD\",\"price\":" + price + "}");
    clear(answer, 400);
    assertThat(answer.message()).contains("price", words);
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void refusesAnUnknownCurrencyAndListsTheKnown() {
    Answer answer = http.post("/api/order/pay-url", key, "{\"currency\":\"ZZZ\",\"price\":1}");
    clear(answer, 422);
    assertThat(answer.message()).contains("ZZZ", "USD");
  }

  @Test
  void refusesACoinOnAnotherChain() {
    Answer answer =
        http.post(
            "/api/order/pay-info",
            key,
            "{\"chain\":\"TRX\",\"currency\":\"ETH\",\"vs_currency\":\"USD\",\"vs_price\":1}");
    clear(answer, 422);
    assertThat(answer.message()).contains("TRX", "ETH");
  }

  @Test
  void refusesAWrongKeyAndAWrongSignature() {
    clear(http.post("/api/order/pay-url", "API-Key: " + "x".repeat(43), "{}"), 401);
    clear(http.post("/api/order/pay-url", "", "{}"), 401);
    String signed = aureus.signed(Instant.now().toString(), "POST", "/api/order/pay-url", "{}");
    clear(
        http.post("/api/order/pay-url", signed.replaceFirst("Signature: .", "Signature: "), "{}"),
        401);
  }

  @Test
  void refusesABodyOfTwoMegabytesWithoutReadingOn() {
    String head =
        "POST /api/order/pay-url HTTP/1.1\r\nHost: x\r\n%s\r\nContent-Length: %d\r\n\r\n"
            .formatted(key, 2 << 20);
    Answer answer = http.exchange(head.getBytes(StandardCharsets.UTF_8), new byte[0]);
    clear(answer, 413);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.message()).contains("64 KiB");
  }

  @Test
  void refusesALargeBodyThatDoesNotSayItsLength() {
    StringBuilder chunks = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      chunks.append("2000\r\n").append("x".repeat(0x2000)).append("\r\n");
    }
    chunks.append("0\r\n\r\n");
    String head =
        "POST /api/order/pay-url HTTP/1.1\r\nHost: x\r\n%s\r\nTransfer-Encoding: chunked\r\n\r\n"
            .formatted(key);
    Answer answer =
        http.exchange(
            head.getBytes(StandardCharsets.UTF_8),
            chunks.toString().getBytes(StandardCharsets.UTF_8));
    clear(answer, 413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "{\"price\":", "price=1", "[]", "null", "\"\"", "{\"a\":1}}", "\u0000"})
  void refusesBrokenJson(String body) {
    clear(http.post("/api/order/pay-url", key, body), 400);
  }

  @Test
  void keepsSqlAndHtmlAsTheyCameAndUnharmed() {
    for (String hostile : HOSTILE) {
      String body =
          """
          {"platform":"%s","origin":{"id":"%s","price":1,"currency":"USD","url":"%s"}}"""
              .formatted(hostile, hostile, hostile);
      Answer made = http.post("/api/order/pay/token", key, body);
      assertThat(made.code()).as(hostile).isZero();
      String id = aureus.orderOf(made.data().get("token").asString());
      JsonNode detail = http.get("/api/v2/order/detail/" + id, key).data();
      String expected = hostile.replace("\\\"", "\"");
      assertThat(detail.get("bind_id").asString()).isEqualTo(expected);
      assertThat(detail.get("website").asString()).isEqualTo(expected);
    }
  }

  @Test
  void refusesHostileTextWhereACodeOrAnAddressBelongs() {
    for (String hostile : HOSTILE) {
      String body = "{\"price\":1,\"currency\":\"USD\",\"callback_url\":\"%s\"}".formatted(hostile);
      clear(http.post("/api/order/pay-url", key, body), 400);
      clear(
          http.post(
              "/api/order/pay-url",
              key,
              "{\"price\":1,\"currency\":\"%s\"}".formatted(hostile.substring(0, 6))),
          422);
    }
    clear(http.get("/api/v2/order/?status=%27%3B--", key), 400);
    assertThat(http.get("/api/v2/order/?chain=%27%3B--&platform=%3Cb%3E", key).code()).isZero();
    clear(http.get("/api/v2/order/detail/%27%20or%201=1--", key), 404);
    clear(http.get("/api/v2/events?after=%27%3B--", key), 400);
    clear(http.get("/api/v2/order/?chain=%00", key), 400);
    clear(http.get("/api/v2/events?after=%00", key), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/v2/order/detail/%zz HTTP/1.1",
        "GET /api/v2/order/detail/a%2Fb HTTP/1.1",
        "GET /api/v2/order/detail/a;b=c HTTP/1.1",
        "GET /api//v2/order HTTP/1.1",
        "GET /api/../api/v2/order%00 HTTP/1.1",
        "GET /api/v2/order/detail/a b HTTP/1.1",
        "GET /api/v2/order/detail/\u00e9 HTTP/1.1",
        "GET /api/v2/order/detail/{a} HTTP/1.1",
        "PROPFIND /api/v2/order HTTP/1.1",
        "BREW /api/v2/order HTTP/1.1",
        "TRACE /api/v2/order HTTP/1.1"
      })
  void answersAMalformedRequestWithTheEnvelopeToo(String requestLine) {
    Answer answer = http.send(requestLine, key + "\nConnection: close", "");
    assertThat(answer.status()).isBetween(400, 499);
    assertThat(answer.json().get("code").asInt()).isBetween(400, 499);
    assertThat(answer.json().get("result").booleanValue()).isFalse();
    assertThat(answer.body()).doesNotContain("Tomcat").doesNotContain("Exception");
    assertThat(answer.header("content-length")).isPresent();
  }

  @Test
  void answersHeadersThatAreTooLargeWithTheEnvelope() {
    Answer answer = http.get("/api/v2/order", "X-Big: " + "x".repeat(60_000));
    assertThat(answer.status()).isBetween(400, 499);
    assertThat(answer.json().get("result").booleanValue()).isFalse();
  }

  @Test
  void namesAnUnknownPathAndAWrongMethod() {
    Answer unknown = http.get("/api/nowhere", key);
    clear(unknown, 404);
    assertThat(unknown.status()).isEqualTo(404);
    clear(http.post("/api/nowhere", key, "{}"), 404);
    Answer wrong = http.get("/api/order/pay-url", key);
    clear(wrong, 405);
    assertThat(wrong.status()).isEqualTo(405);
    assertThat(wrong.header("allow")).contains("POST");
    assertThat(wrong.message()).contains("GET", "POST");
  }

  @Test
  void saysThatLightningIsNotSetUp() {
    Answer answer = http.get("/api/bln/balance", key);
    clear(answer, 422);
    assertThat(answer.message()).contains("BTC-LN");
    clear(http.get("/api/bln/balance", ""), 401);
    clear(http.post("/api/bln/withdraw", "", "{}"), 401);
  }

  @Test
  void refusesAFieldThatIsTooLongOrOfAnotherKind() {
    String longId = "{\"price\":1,\"currency\":\"USD\",\"id\":\"" + "x".repeat(129) + "\"}";
    assertThat(http.post("/api/order/pay-url", key, longId).message()).contains("id", "128");
    String url = "https://x.example/" + "x".repeat(2048);
    String longUrl = "{\"price\":1,\"currency\":\"USD\",\"succeed_url\":\"" + url + "\"}";
    assertThat(http.post("/api/order/pay-url", key, longUrl).message())
        .contains("succeed_url", "2048");
    String kind = "{\"price\":1,\"currency\":5}";
    assertThat(http.post("/api/order/pay-url", key, kind).message()).contains("currency");
  }
}
