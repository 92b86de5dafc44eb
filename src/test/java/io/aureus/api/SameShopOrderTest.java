package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.RawHttp;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.RunningAureus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A plugin that asks twice for the same shop order gets one, however quickly it asks. */
class SameShopOrderTest {
  private static final int AT_ONCE = 50;

  private final RunningAureus aureus = RunningAureus.shared();
  private final RawHttp http = aureus.http();
  private final RunningAureus.Access shop = aureus.anotherMerchant();
  private final String key = "API-Key: " + shop.key();

  @Test
  void fiftyRequestsAtOnceForACoinMakeOneOrder() throws Exception {
    Set<String> ids = new TreeSet<>();
    for (Answer answer : atOnce("/api/order/plugin", plugin("20.00", "ETH"))) {
      ids.add(answer.data().get("order_id").asString());
    }
    assertThat(ids).hasSize(1);
    assertThat(listed()).isEqualTo(1);
  }

  @Test
  void fiftyRequestsAtOnceForATokenOpenOneOrder() throws Exception {
    Set<String> tokens = new TreeSet<>();
    Set<String> ids = new TreeSet<>();
    for (Answer answer : atOnce("/api/order/pay/token", plugin("20.00", "ETH"))) {
      tokens.add(answer.data().get("token").asString());
    }
    tokens.forEach(token -> ids.add(aureus.orderOf(token)));
    assertThat(tokens).hasSize(AT_ONCE);
    assertThat(ids).hasSize(1);
  }

  @Test
  void anotherPriceOrCoinOrAnOrderThatWasClosedMakesANewOne() throws Exception {
    String first = ask("20.00", "ETH");
    String dearer = ask("21.00", "ETH");
    String coin = ask("20.00", "USDT-ERC20");
    assertThat(Set.of(first, dearer, coin)).hasSize(3);
    assertThat(ask("21.0", "ETH")).isEqualTo(dearer);
    assertThat(ask("20.00", "USDT-ERC20")).isEqualTo(coin);
    String closed = "";
    for (int i = 0; i < 7; i++) {
      String next = ask("20.00", "ETH");
      assertThat(next).isNotIn(coin, closed);
      assertThat(http.post("/api/v2/order/terminate/" + next, key, "").code()).isZero();
      closed = next;
    }
    Set<String> again = new TreeSet<>();
    for (Answer answer : atOnce("/api/order/plugin", plugin("20.00", "ETH"))) {
      again.add(answer.data().get("order_id").asString());
    }
    assertThat(again).hasSize(1).doesNotContain(closed, first);
  }

  private String ask(String price, String coin) {
    Answer answer = http.post("/api/order/plugin", key, plugin(price, coin));
    assertThat(answer.code()).as(answer.body()).isZero();
    return answer.data().get("order_id").asString();
  }

  private int listed() {
    return http.get("/api/v2/order", key).data().get("total").asInt();
  }

  private List<Answer> atOnce(String path, String body) throws Exception {
    CyclicBarrier start = new CyclicBarrier(AT_ONCE);
    List<Future<Answer>> asked = new ArrayList<>();
    List<Answer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < AT_ONCE; i++) {
        asked.add(
            threads.submit(
                () -> {
                  start.await();
                  return http.post(path, key, body);
                }));
      }
      for (Future<Answer> answer : asked) {
        answers.add(answer.get());
      }
    }
    assertThat(answers).allMatch(answer -> answer.code() == 0);
    return answers;
  }

  private static String plugin(String price, String currency) {
    return """
        {"chain":"ETH","currency":"%s","platform":"WOOCOMMERCE",
        "origin":{"id":7,"currency":"USD","price":"%s","url":"https://shop.example",
        "callback_url":"https://shop.example/paid?order_id=7"}}
        """
        .formatted(currency, price);
  }
}
