package io.aureus.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.CallbackCredentials;
import io.aureus.merchants.DepthPolicy;
import io.aureus.merchants.Merchant;
import io.aureus.merchants.MerchantId;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A merchant tries out the handler of callbacks, over real sockets. */
class CallbackTestsTest {
  private static final Duration DEADLINE = Duration.ofMillis(700);

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(Orders.START);
  private final Shop shop = Shop.answering(200);
  private final AllowList allowed = AllowList.of(AllowList.LOOPBACK);
  private final Sender sender =
      new Sender(new GuardedResolver(CallbackTestsTest::lookUp, allowed, DEADLINE), DEADLINE);
  private final CallbackTests tests =
      new CallbackTests(
          sender,
          new CallbackUrls(
              allowed, OwnAddress.of("https://pay.shop.example", AllowList.of(List.of()))),
          new Pairs(),
          new CallbackTestRows(database.jdbc()),
          database.transactions(),
          clock,
          new Random(3));

  private record Pairs() implements CallbackCredentials {
    @Override
    public Optional<Pair> of(MerchantId merchant) {
      return Optional.of(new Pair(Post.TOKEN, Post.SECRET));
    }

    @Override
    public Optional<String> apiKey(@Nullable Long apiKeyId) {
      return Optional.empty();
    }
  }

  private static InetAddress[] lookUp(String host) throws UnknownHostException {
    return switch (host) {
      case "inner.shop.example" -> InetAddress.getAllByName("10.1.2.3");
      case "127.0.0.1" -> InetAddress.getAllByName("127.0.0.1");
      default -> throw new UnknownHostException(host);
    };
  }

  private static Merchant merchant(boolean any2xx) {
    return new Merchant(
        new MerchantId("mct-07d283468bf8"),
        "shop",
        List.of("ETH"),
        0,
        50,
        any2xx,
        "",
        false,
        "",
        DepthPolicy.NONE);
  }

  private CallbackTest call(String url) {
    return tests.call(merchant(false), url, false);
  }

  @AfterEach
  void close() throws IOException {
    shop.close();
    sender.close();
  }

  @Test
  void aTestHasNothingThatAShopCouldTakeForAPaidOrder() {
    CallbackTest test = call(shop.url("/cb"));
    assertThat(test.received()).isTrue();
    assertThat(test.verdict()).startsWith("HTTP 200: received.");
    Shop.Received request = shop.received.getFirst();
    assertThat(request.target())
        .isEqualTo("/cb?aureus_test=1&status=TEST&order_id=00000000000000000000");
    assertThat(request.header("Aureus-Event")).isEqualTo("callback.test");
    String url = shop.url(request.target());
    assertThat(test.url()).isEqualTo(url);
    assertThat(request.header("Signature")).as("it knows no event").isEmpty();
    assertThat(request.header("Callback-Token")).as("proof of any call").isEmpty();
    assertThat(request.header("Api-Key")).isEmpty();
    assertThat(test.headers())
        .containsEntry("Aureus-Signature", request.header("Aureus-Signature"))
        .doesNotContainKeys("Signature", "Callback-Token");
    assertThat(database.jdbc().sql("select count(*) from delivery").query(Long.class).single())
        .isZero();
  }

  @Test
  void theUrlOfAnOrderIsNotCalled() {
    // The plugin of Easy Digital Downloads checks nothing else.
    String paid = "/aurpay.edd.callback.php?status=completed&type=AURPAYEDD&order_id=77";
    for (boolean post : List.of(false, true)) {
      assertThatThrownBy(() -> tests.call(merchant(false), shop.url(paid), post))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("question mark");
    }
    assertThat(shop.received).isEmpty();
  }

  @Test
  void byPostItHasAnOrdersFieldsAndNoOrdersNumber() {
    CallbackTest test = tests.call(merchant(false), shop.url("/cb"), true);
    Shop.Received request = shop.received.getFirst();
    assertThat(test.body()).isEqualTo(request.body());
    assertThat(request.body())
        .contains("\"order_id\":\"00000000000000000000\"", "\"status\":\"TEST\"")
        .contains("\"website\":");
    CallbackSignature.Sent sent =
        new CallbackSignature.Sent(
            request.header("Date"),
            request.header("Aureus-Delivery-Id"),
            "callback.test",
            "POST",
            test.url());
    assertThat(request.header("Aureus-Signature"))
        .isEqualTo(
            CallbackSignature.whole(
                Post.SECRET, sent, request.body().getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "204, Answer 200",
    "302, redirect",
    "403, keeps strangers out",
    "404, Nothing is at this path",
    "405, takes no GET",
    "429, too many calls",
    "400, refuses the call",
    "503, program failed"
  })
  void whatDoesNotCountIsSaidInPlainWords(int status, String words) {
    shop.now(Shop.status(status, status == 204 ? "" : "no"));
    CallbackTest test = call(shop.url("/"));
    assertThat(test.status()).isEqualTo(status);
    assertThat(test.received()).isFalse();
    assertThat(test.verdict()).contains("HTTP " + status + " does not count").contains(words);
    assertThat(shop.received).hasSize(1);
  }

  @Test
  void whatNeverAnswersIsSaidToo() throws IOException {
    shop.now(Shop.hanging());
    assertThat(call(shop.url("/")).verdict()).contains("did not answer in time");
    shop.now((request, socket) -> socket.close());
    assertThat(call(shop.url("/")).verdict()).contains("connection broke");
    assertThat(call(shop.url("/").replace("http:", "https:")).verdict()).contains("certificate");
    assertThat(call("https://nowhere.shop.example/cb").verdict()).contains("not known to the DNS");
    CallbackTest inner = call("https://inner.shop.example/cb");
    assertThat(inner.verdict()).contains("private address");
    assertThat(inner.excerpt()).doesNotContain("10.1.2.3");
    shop.close();
    clock.advance(Duration.ofMinutes(1));
    assertThat(call(shop.url("/")).verdict()).contains("Nothing listens there");
  }

  @Test
  void whatCallbacksMayNotCallIsNotCalled() {
    for (String url :
        List.of(
            "ftp://shop.example/",
            "http://10.0.0.1/",
            "http://user@shop.example/",
            "https://pay.shop.example/",
            "http://shop.example/" + "x".repeat(2030))) {
      assertThatThrownBy(() -> call(url))
          .as(url)
          .isInstanceOfSatisfying(
              Refusal.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.BAD_REQUEST));
    }
  }

  @Test
  void aMerchantTestsAFewTimesAMinuteAndItIsRemembered() {
    assertThat(tests.wasReceived(merchant(false))).isFalse();
    for (int i = 0; i < 5; i++) {
      assertThat(call(shop.url("/secret")).received()).isTrue();
    }
    assertThatThrownBy(() -> call(shop.url("/"))).hasMessageContaining("too many");
    assertThat(shop.received).hasSize(5);
    clock.advance(Duration.ofMinutes(1));
    shop.now(Shop.status(500, "no"));
    assertThat(call(shop.url("/")).received()).isFalse();
    assertThat(tests.wasReceived(merchant(false))).as("one was").isTrue();
    List<String> deeds =
        database
            .jdbc()
            .sql("select deed || ' ' || details from audit_entry")
            .query(String.class)
            .list();
    assertThat(deeds).hasSize(6).containsOnly("callback tested " + shop.url(""));
  }

  @Test
  void aMerchantThatTakesAny2xxIsToldSo() {
    shop.now(Shop.status(204, ""));
    assertThat(tests.call(merchant(true), shop.url("/"), false).received()).isTrue();
  }
}
