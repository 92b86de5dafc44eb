package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.RawHttp;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.RunningAureus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {
  private static final String INFO =
      "{\"chain\":\"ETH\",\"currency\":\"ETH\",\"vs_currency\":\"USD\",\"vs_price\":18}";

  private final RunningAureus aureus = RunningAureus.shared();
  private final RawHttp http = aureus.http();
  private final RunningAureus.Access merchant = aureus.anotherMerchant();

  private Answer order(String key, String body) {
    return http.post(
        "/api/order/pay-info",
        "API-Key: %s\nIdempotency-Key: %s".formatted(merchant.key(), key),
        body);
  }

  private long orders() {
    return http.get("/api/v2/order", "API-Key: " + merchant.key()).data().get("total").asLong();
  }

  @Test
  void fiftyConcurrentRepeatsMakeOneOrderAndGetFiftyEqualAnswers() throws Exception {
    String key = UUID.randomUUID().toString();
    List<Future<Answer>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        answers.add(threads.submit(() -> order(key, INFO)));
      }
    }
    Set<String> bodies = new HashSet<>();
    for (Future<Answer> answer : answers) {
      assertThat(answer.get().code()).isZero();
      bodies.add(answer.get().body());
    }
    assertThat(bodies).hasSize(1);
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void theSameKeyWithAnotherBodyIsAConflict() {
    Answer first = order("k1", INFO);
    assertThat(order("k1", INFO).body()).isEqualTo(first.body());
    Answer other = order("k1", INFO.replace("18", "19"));
    assertThat(other.code()).isEqualTo(409);
    assertThat(other.message()).contains("Idempotency-Key", "k1");
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void aRefusedRequestMayBeMendedUnderTheSameKey() {
    assertThat(order("k2", INFO.replace("18", "0")).code()).isEqualTo(400);
    assertThat(order("k2", INFO).code()).isZero();
  }

  @Test
  void aKeyThatIsTooLongOrUnprintableIsRefused() {
    assertThat(order("x".repeat(256), INFO).message()).contains("Idempotency-Key");
    assertThat(orders()).isZero();
  }

  @Test
  void aPathTooLongToBeKeptIsNotFound() {
    Answer answer =
        http.post(
            "/api/v2/order/resolve/" + "9".repeat(4000),
            "API-Key: %s\nIdempotency-Key: %s".formatted(merchant.key(), "k9"),
            "{}");
    assertThat(answer.code()).isEqualTo(404);
  }

  @Test
  void merchantsDoNotMeetInTheirKeys() {
    Answer mine = order("k3", INFO);
    Answer theirs =
        http.post(
            "/api/order/pay-info",
            "API-Key: %s\nIdempotency-Key: k3".formatted(aureus.anotherMerchant().key()),
            INFO);
    assertThat(theirs.code()).isZero();
    assertThat(theirs.data().get("order_id")).isNotEqualTo(mine.data().get("order_id"));
  }
}
