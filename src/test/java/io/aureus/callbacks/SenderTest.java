package io.aureus.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.aureus.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** IN-24: what a shop's server may do to us, over real sockets. */
class SenderTest {
  private final Post post = Post.allowingLoopback();
  private final Shop shop = Shop.answering(200);

  @AfterEach
  void close() throws IOException {
    shop.close();
    post.close();
  }

  @Test
  void theGetFormHasNoBodyAndEveryHeader() {
    post.succeed(Orders.api(shop.url("/cb?id=1")), 1);
    post.round();
    Shop.Received request = shop.received.getFirst();
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.target()).isEqualTo("/cb?id=1");
    assertThat(request.body()).isEmpty();
    assertThat(request.header("host")).isEqualTo("127.0.0.1:" + shop.port());
    assertThat(request.header("Api-Key")).isEqualTo(Post.API_KEY);
    assertThat(request.header("Callback-Token")).isEqualTo(Post.TOKEN);
    assertThat(request.header("Date")).isEqualTo("2026-03-01T10:00:00Z");
    assertThat(request.header("Signature"))
        .isEqualTo(
            CallbackSignature.legacy(Post.SECRET, "2026-03-01T10:00:00Z", shop.url("/cb?id=1")));
    Deliveries.Delivery delivery = post.delivery(Orders.api(""), 1);
    assertThat(request.header("Aureus-Delivery-Id")).isEqualTo(delivery.id().toString());
    assertThat(request.header("Aureus-Event")).isEqualTo("order.success");
    assertThat(request.headers())
        .doesNotContainKeys(
            "cookie", "upgrade", "accept-encoding", "expect", "content-length", "content-type");
    assertThat(delivery.state()).isEqualTo("DELIVERED");
    assertThat(delivery.attempts())
        .extracting(Deliveries.Attempt::status, Deliveries.Attempt::excerpt)
        .containsExactly(tuple(200, "ok"));
  }

  @Test
  void thePostFormIsSignedWithItsBody() {
    post.succeed(Orders.api(shop.url("/cb")).posted(), 1);
    post.round();
    Shop.Received request = shop.received.getFirst();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.header("Content-Type")).isEqualTo("application/json");
    assertThat(request.body()).startsWith("{\"user_id\":\"mct-07d283468bf8\",\"order_id\":\"2026");
    CallbackSignature.Sent sent =
        new CallbackSignature.Sent(
            request.header("Date"),
            request.header("Aureus-Delivery-Id"),
            request.header("Aureus-Event"),
            "POST",
            shop.url("/cb"));
    assertThat(request.header("Aureus-Signature"))
        .isEqualTo(
            CallbackSignature.whole(
                Post.SECRET, sent, request.body().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aPluginsUrlIsSignedWithWhatWasAppended() {
    post.succeed(Orders.plugin("WOOCOMMERCE", shop.url("/?wc-api=APWC_Gateway&order_id=5")), 1);
    post.round();
    Shop.Received request = shop.received.getFirst();
    String target = "/?wc-api=APWC_Gateway&order_id=5&public_key=" + Post.API_KEY;
    assertThat(request.target()).isEqualTo(target);
    assertThat(request.header("Signature"))
        .isEqualTo(CallbackSignature.legacy(Post.SECRET, request.header("Date"), shop.url(target)));
  }

  @Test
  void aRevokedKeyIsShownToNobody() {
    post.keyRevoked = true;
    post.succeed(Orders.plugin("WOOCOMMERCE", shop.url("/?a=1")), 1);
    post.round();
    assertThat(shop.received.getFirst().target()).isEqualTo("/?a=1");
    assertThat(shop.received.getFirst().headers()).doesNotContainKey("api-key");
  }

  @Test
  void anOrderMadeBySignatureShowsNoKey() {
    post.succeed(Orders.api(shop.url("/")).signed(), 1);
    post.round();
    assertThat(shop.received.getFirst().headers()).doesNotContainKey("api-key");
  }

  @Test
  void withoutCallbackCredentialsTheirHeadersAreLeftOut() {
    post.noCredentials = true;
    post.succeed(Orders.api(shop.url("/")), 1);
    post.round();
    assertThat(shop.received.getFirst().headers())
        .doesNotContainKeys("callback-token", "signature", "aureus-signature")
        .containsKeys("date", "aureus-delivery-id");
  }

  /** Lesson: no secret in outgoing traffic but where it belongs. */
  @Test
  void theCallbackSecretIsNeverSentAndAnEchoOfSecretsIsNotKept() {
    shop.now(
        (request, socket) ->
            Shop.status(500, "headers were " + request.headers()).answer(request, socket));
    post.succeed(Orders.api(shop.url("/")).posted(), 1);
    post.round();
    Shop.Received request = shop.received.getFirst();
    assertThat(request.headers().toString() + request.target() + request.body())
        .doesNotContain(Post.SECRET);
    assertThat(post.delivery(Orders.api(""), 1).attempts().getFirst().excerpt())
        .contains("headers were")
        .doesNotContain(Post.API_KEY)
        .doesNotContain(Post.TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/cb?id=32",
        "//twice//slashed",
        "/a%2Fb/./c/../d;p=1?x=%7e&y=+&&z",
        "/?u=https://other.example/?a=b&c=d",
        "/a?b?c?d",
        "/?",
        "/%zz",
        "/q?j={\"a\":[1]}&p=a|b^c`<d>",
        "/back\\slash"
      })
  void theUrlArrivesByteForByteAsItWasSigned(String target) {
    post.succeed(Orders.api(shop.url(target)), 1);
    post.round();
    Shop.Received request = shop.received.getFirst();
    assertThat(request.target()).isEqualTo(target);
    assertThat(request.header("Signature"))
        .isEqualTo(CallbackSignature.legacy(Post.SECRET, request.header("Date"), shop.url(target)));
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 202, 204, 206, 301, 302, 307, 400, 401, 403, 404, 429, 500, 503})
  void whateverIsNot200IsAFailedTry(int status) {
    shop.now(Shop.raw("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n"));
    assertThat(afterOneTry().state()).isEqualTo("SCHEDULED");
    assertThat(post.delivery(Orders.api(""), 1).attempts().getFirst().status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"200,DELIVERED", "201,DELIVERED", "204,DELIVERED", "299,DELIVERED", "302,SCHEDULED"})
  void byOptionAny2xxIsASuccess(int status, String state) {
    post.any2xx = true;
    shop.now(Shop.raw("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n"));
    assertThat(afterOneTry().state()).isEqualTo(state);
  }

  @Test
  void aRedirectIsAFailedTryAndNobodyGoesWhereItPoints() throws IOException {
    try (Shop trap = Shop.answering(200)) {
      shop.now(
          Shop.raw(
              "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
                  .formatted(trap.url("/trap"))));
      assertThat(afterOneTry().state()).isEqualTo("SCHEDULED");
      assertThat(trap.received).isEmpty();
    }
  }

  @Test
  void a200WhoseBodyIsGarbageIsASuccessByItsStatus() {
    shop.now(Shop.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n\u0000<html>\u0007"));
    Deliveries.Delivery delivery = afterOneTry();
    assertThat(delivery.state()).isEqualTo("DELIVERED");
    assertThat(delivery.attempts().getFirst().excerpt()).isEqualTo("?<html>?");
  }

  @Test
  void anAnswerThatIsNotHttpIsAFailedTry() {
    shop.now(Shop.raw("SSH-2.0-OpenSSH_9.2\r\n"));
    assertThat(afterOneTry().state()).isEqualTo("SCHEDULED");
  }

  @Test
  void aShopThatHangsFailsAtTheDeadline() {
    shop.now(Shop.hanging());
    Deliveries.Delivery delivery = afterOneTry();
    assertThat(delivery.state()).isEqualTo("SCHEDULED");
    assertThat(delivery.attempts().getFirst().status()).isZero();
    assertThat(delivery.attempts().getFirst().excerpt()).isEqualTo("no answer within 2000 ms");
    assertThat(delivery.attempts().getFirst().latencyMillis()).isBetween(1900L, 20_000L);
  }

  @Test
  void headersThatDripForEverFailAtTheDeadline() {
    shop.now(Shop.dripping("HTTP/1.1 200 OK\r\nX-Slow: "));
    assertThat(afterOneTry().attempts().getFirst().excerpt()).isEqualTo("no answer within 2000 ms");
  }

  @Test
  void aBodyThatDripsForEverIsCutAtTheDeadlineAndTheStatusCounts() {
    shop.now(Shop.dripping("HTTP/1.1 200 OK\r\n\r\n"));
    Deliveries.Delivery delivery = afterOneTry();
    assertThat(delivery.state()).isEqualTo("DELIVERED");
    assertThat(delivery.attempts().getFirst().latencyMillis()).isLessThan(20_000);
  }

  @Test
  void anEndlessBodyIsCutAndItsBeginningKept() throws Exception {
    CountDownLatch cut = new CountDownLatch(1);
    shop.now(
        (request, socket) -> {
          byte[] chunk = "0123456789abcdef".repeat(4096).getBytes(StandardCharsets.UTF_8);
          socket.getOutputStream().write("HTTP/1.1 500 X\r\n\r\n".getBytes(StandardCharsets.UTF_8));
          try {
            for (int i = 0; i < 16 * 1024; i++) {
              socket.getOutputStream().write(chunk);
            }
          } catch (IOException broken) {
            cut.countDown();
          }
        });
    Deliveries.Delivery delivery = afterOneTry();
    assertThat(cut.await(60, TimeUnit.SECONDS)).as("the gigabyte was not read").isTrue();
    assertThat(delivery.attempts().getFirst().status()).isEqualTo(500);
    assertThat(delivery.attempts().getFirst().excerpt()).hasSize(1024);
    assertThat(delivery.attempts().getFirst().latencyMillis()).isLessThan(1900);
  }

  @Test
  void aResetIsAFailedTry() {
    shop.now((request, socket) -> socket.setSoLinger(true, 0));
    Deliveries.Delivery delivery = afterOneTry();
    assertThat(delivery.state()).isEqualTo("SCHEDULED");
    assertThat(delivery.attempts().getFirst().excerpt()).startsWith("the connection broke");
  }

  @Test
  void aClosedPortIsAFailedTry() throws IOException {
    shop.close();
    assertThat(afterOneTry().attempts().getFirst().excerpt())
        .isEqualTo("the connection was refused");
  }

  @Test
  void aServerThatNeverShakesHandsFailsAtTheDeadline() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      post.succeed(Orders.api("https://127.0.0.1:" + mute.getLocalPort() + "/"), 1);
      post.round();
    }
    Deliveries.Attempt attempt = post.delivery(Orders.api(""), 1).attempts().getFirst();
    assertThat(attempt.status()).isZero();
    assertThat(attempt.latencyMillis()).isLessThan(20_000);
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused(@TempDir Path folder) throws Exception {
    try (ServerSocket server = selfSigned(folder)) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (var socket = server.accept()) {
                  socket.getOutputStream().write(socket.getInputStream().read());
                } catch (IOException refused) {
                  // As it should be.
                }
              });
      post.succeed(Orders.api("https://127.0.0.1:" + server.getLocalPort() + "/"), 1);
      post.round();
    }
    Deliveries.Delivery delivery = post.delivery(Orders.api(""), 1);
    assertThat(delivery.state()).isEqualTo("SCHEDULED");
    assertThat(delivery.attempts().getFirst().excerpt()).startsWith("TLS: ");
  }

  /** Lessons: BTCPay #7533; LNbits posted although its check had failed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:%d/",
        "http://localhost:%d/",
        "http://localhost.:%d/",
        "http://2130706433:%d/",
        "http://0x7f.1:%d/",
        "http://0x7f000001:%d/",
        "http://0177.0.0.1:%d/",
        "http://127.1:%d/",
        "http://0.0.0.0:%d/",
        "http://[::1]:%d/",
        "http://[::]:%d/",
        "http://[::ffff:127.0.0.1]:%d/",
        "http://[::ffff:7f00:1]:%d/",
        "http://[64:ff9b::7f00:1]:%d/",
        "http://shop.example@127.0.0.1:%d/",
        "https://127.0.0.1:%d/"
      })
  void whatIsNotPublicIsNeverContacted(String url) throws IOException {
    try (Shop trap = new Shop(Shop.status(200, "ok"), InetAddress.ofLiteral("0.0.0.0"));
        Post strict =
            new Post(
                TestDatabase.fresh(),
                new CallbacksSettings(List.of(), Duration.ofSeconds(5), 40, 2),
                InetAddress::getAllByName)) {
      strict.succeed(Orders.api(url.formatted(trap.port())), 1);
      strict.round();
      Deliveries.Delivery delivery = strict.delivery(Orders.api(""), 1);
      assertThat(trap.accepted()).isZero();
      assertThat(delivery.state()).isEqualTo("SCHEDULED");
      assertThat(delivery.attempts().getFirst().excerpt())
          .matches(
              "(refused: .* is not a public address; .*|not sent: the URL must .*"
                  + "|the host name localhost. was not found)");
    }
  }

  @Test
  void aNameIsLookedUpOncePerCallAndTheJudgedAddressIsTheOneCalled() throws IOException {
    AtomicInteger lookups = new AtomicInteger();
    InetAddress allowed = InetAddress.ofLiteral("127.0.0.1");
    InetAddress rebound = InetAddress.ofLiteral("127.0.0.2");
    try (Post strict =
            new Post(
                TestDatabase.fresh(),
                new CallbacksSettings(List.of("127.0.0.1"), Duration.ofSeconds(5), 40, 2),
                host -> new InetAddress[] {lookups.incrementAndGet() == 1 ? allowed : rebound});
        Shop trap = new Shop(Shop.status(200, "ok"), rebound)) {
      shop.now(Shop.status(500, "again"));
      strict.succeed(Orders.api("http://shop.example:" + shop.port() + "/"), 1);
      strict.round();
      assertThat(lookups).hasValue(1);
      assertThat(shop.received).hasSize(1);
      assertThat(shop.received.getFirst().header("host")).isEqualTo("shop.example:" + shop.port());
      strict.succeed(Orders.api("http://shop.example:" + trap.port() + "/"), 2);
      strict.round();
      assertThat(trap.accepted()).isZero();
      assertThat(strict.delivery(Orders.api(""), 2).attempts().getFirst().excerpt())
          .startsWith("refused: shop.example is not a public address");
    }
  }

  private Deliveries.Delivery afterOneTry() {
    post.succeed(Orders.api(shop.url("/")), 1);
    post.round();
    Deliveries.Delivery delivery = post.delivery(Orders.api(""), 1);
    assertThat(delivery.attempts()).hasSize(1);
    return delivery;
  }

  private static ServerSocket selfSigned(Path folder) throws Exception {
    Path store = folder.resolve("shop.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    keytool.getInputStream().readAllBytes();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context
        .getServerSocketFactory()
        .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }
}
