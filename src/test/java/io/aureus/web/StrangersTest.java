package io.aureus.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.RawHttp;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.RunningAureus;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever tries keys or order numbers is slowed, and nobody else is. */
class StrangersTest {
  private static RunningAureus aureus;
  private static RawHttp http;

  @BeforeAll
  static void open() {
    aureus =
        RunningAureus.start(
            Map.of(
                "aureus.api.wrong-keys-per-minute", 3,
                "aureus.checkout.requests-per-minute", 3));
    http = aureus.http();
  }

  @AfterAll
  static void close() {
    aureus.close();
  }

  @Test
  void wrongKeysAreRefusedUnreadAfterAFewAndGoodOnesAreLetIn() {
    String good = aureus.access().key();
    for (int i = 0; i < 3; i++) {
      assertThat(events("wrong" + i, "198.51.100.1").code()).isEqualTo(401);
    }
    Answer over = events("wrong", "198.51.100.1");
    assertThat(over.code()).isEqualTo(429);
    assertThat(over.header("Retry-After")).isPresent();
    assertThat(over.message()).contains("not good");
    for (int i = 0; i < 10; i++) {
      assertThat(events(good, "198.51.100.1").code()).isZero();
    }
    String fresh = aureus.anotherMerchant().key();
    assertThat(events(fresh, "198.51.100.1").code()).isZero();
    assertThat(events("wrong", "198.51.100.2").code()).isEqualTo(401);
    assertThat(events("wrong", "198.51.100.1").code()).isEqualTo(429);
  }

  @Test
  void goodKeysAreNotCounted() {
    for (int i = 0; i < 10; i++) {
      assertThat(events(aureus.access().key(), "198.51.100.3").code()).isZero();
    }
    assertThat(events("wrong", "198.51.100.3").code()).isEqualTo(401);
  }

  @Test
  void aSubscribersWholeNetworkCountsAsOne() {
    for (int i = 0; i < 3; i++) {
      assertThat(events("wrong", "2001:db8:1:2::" + i).code()).isEqualTo(401);
    }
    assertThat(events("wrong", "2001:db8:1:2:3::9").code()).isEqualTo(429);
    assertThat(events("wrong", "2001:db8:1:3::1").code()).isEqualTo(401);
  }

  @Test
  void signedRequestsThatProveNothingCountToo() {
    String date = Instant.now().toString();
    String signed =
        aureus
            .signed(date, "GET", "/api/v2/events", "")
            .replaceFirst("API-Token: .*", "API-Token: nobody's");
    String from = "\nX-Forwarded-For: 198.51.100.4";
    for (int i = 0; i < 3; i++) {
      assertThat(http.get("/api/v2/events", signed + from).code()).isEqualTo(401);
    }
    assertThat(http.get("/api/v2/events", signed + from).code()).isEqualTo(429);
    String good = aureus.signed(date, "GET", "/api/v2/events", "");
    assertThat(http.get("/api/v2/events", good + from).code()).isZero();
  }

  @Test
  void orderNumbersCannotBeTriedWithoutEnd() {
    for (int i = 0; i < 3; i++) {
      assertThat(page("2026112212000000000" + i, "198.51.100.5").status()).isEqualTo(404);
    }
    for (String more : new String[] {"", "/status", "/events"}) {
      Answer over = page("20261122120000000009" + more, "198.51.100.5");
      assertThat(over.status()).isEqualTo(429);
      assertThat(Integer.parseInt(over.header("Retry-After").orElseThrow())).isBetween(1, 60);
      assertThat(over.header("Content-Security-Policy")).isPresent();
      assertThat(over.body()).contains("Too many requests").contains("</html>");
    }
    assertThat(page("20261122120000000009", "198.51.100.6").status()).isEqualTo(404);
    assertThat(http.get("/", "X-Forwarded-For: 198.51.100.5").status()).isEqualTo(200);
  }

  private static Answer events(String key, String client) {
    return http.get("/api/v2/events", "API-Key: " + key + "\nX-Forwarded-For: " + client);
  }

  private static Answer page(String order, String client) {
    return http.get("/checkout/" + order, "X-Forwarded-For: " + client);
  }
}
