package io.aureus.chains.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.aureus.testing.OwnCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stranger's server, asked by a name that a guard turned into an address. */
class GuardedCarrierTest {
  private static final int MOST = 10_000;
  private static final RpcEndpoint.Bounds BOUNDS =
      new RpcEndpoint.Bounds(Duration.ofSeconds(2), MOST);
  private static final RestLine.Names LOOPBACK =
      host -> new InetAddress[] {InetAddress.getLoopbackAddress()};

  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    server =
        started(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  private static HttpServer started(HttpServer server) {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", GuardedCarrierTest::serve);
    server.start();
    return server;
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private static void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestURI().getPath()) {
        case "/away" -> {
          exchange.getResponseHeaders().set("Location", "/words");
          exchange.sendResponseHeaders(302, -1);
        }
        case "/endless" -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] some = new byte[1000];
          for (int i = 0; i < 100; i++) {
            exchange.getResponseBody().write(some);
          }
        }
        case "/drip" -> drip(exchange);
        case "/many" -> whole(exchange, "[" + "{},".repeat(15_000) + "{}]");
        case "/deep" -> whole(exchange, "[".repeat(20_000));
        case "/long" -> whole(exchange, "\"" + "a".repeat(100_000) + "\"");
        default -> {
          String host = exchange.getRequestHeaders().getFirst("Host");
          String key = exchange.getRequestHeaders().getFirst("Key");
          byte[] words = (host + " " + key).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, words.length);
          exchange.getResponseBody().write(words);
        }
      }
    }
  }

  private static void whole(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try {
      for (int i = 0; i < 50; i++) {
        exchange.getResponseBody().write('\n');
        exchange.getResponseBody().flush();
        Thread.sleep(200);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private RestLine line(String scheme, String pin, RestLine.Names names) {
    URI base = URI.create(scheme + "://node.example:" + server.getAddress().getPort());
    return new RestLine(base, pin, Map.of("Key", "secret"), BOUNDS, names);
  }

  @Test
  void asksTheAddressThatWasJudgedByTheNamesOwnName() throws NodeFailure {
    RestLine.Answer answer = line("http", "", LOOPBACK).get("/words");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo("node.example:" + server.getAddress().getPort() + " secret");
  }

  @Test
  void saysWhyTheGuardRefused() {
    RestLine.Names refusing =
        host -> {
          throw new UnknownHostException(host + " is not a public address");
        };
    assertThatThrownBy(() -> line("http", "", refusing).get("/words"))
        .isInstanceOf(NodeFailure.class)
        .hasMessage("cannot be reached: node.example is not a public address");
  }

  @Test
  void followsNoRedirect() throws NodeFailure {
    assertThat(line("http", "", LOOPBACK).get("/away").status()).isEqualTo(302);
  }

  @Test
  void takesNeitherAnEndlessAnswerNorAnEndlesslySlowOne() {
    assertThatThrownBy(() -> line("http", "", LOOPBACK).get("/endless"))
        .hasMessageContaining("max-response");
    long began = System.nanoTime();
    assertThatThrownBy(() -> line("http", "", LOOPBACK).get("/drip"))
        .hasMessageContaining("did not answer within 2000 ms");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
  }

  /** An object of two letters is a hundred bytes in a tree. */
  @Test
  void takesNoAnswerThatWouldFillTheMemory() {
    RestLine line = line(200_000);
    for (String path : new String[] {"/many", "/deep"}) {
      assertThatThrownBy(() -> line.get(path)).hasMessageContaining("more parts than are taken");
      assertThatThrownBy(() -> LongAnswers.allowed(() -> line.get(path)))
          .hasMessageContaining("more parts than are taken");
      assertThatThrownBy(() -> first(line, path)).hasMessageContaining("more parts than are taken");
    }
    assertThatThrownBy(() -> line.get("/long")).hasMessageContaining("max-response");
    assertThatThrownBy(() -> first(line, "/long")).hasMessageContaining("max-response");
  }

  /** Over all nodes: a second one waits until the first was read. */
  @Test
  void takesOneLongAnswerAtATime() throws Exception {
    RestLine line = line(200_000);
    RestLine other = line(200_000);
    int length =
        LongAnswers.allowed(
            () -> {
              int first = line.get("/long").body().length();
              assertThatThrownBy(
                      () -> elsewhere(() -> LongAnswers.allowed(() -> other.get("/long"))))
                  .hasMessageContaining("did not answer within");
              assertThat(elsewhere(() -> other.get("/words")).status()).isEqualTo(200);
              return first + line.get("/long").body().length();
            });
    assertThat(length).isEqualTo(200_004);
    assertThat(LongAnswers.allowed(() -> other.get("/long")).status()).isEqualTo(200);
  }

  /** A payer of a merchant's node chooses how long the line is that tells of his payment. */
  @Test
  void takesOneLongLineAtATime() throws Exception {
    RestLine line = line(200_000);
    int length =
        LongAnswers.allowed(
            () -> {
              int first = firstOf(line).text().length();
              assertThatThrownBy(
                      () -> elsewhere(() -> LongAnswers.allowed(() -> line.get("/long"))))
                  .hasMessageContaining("did not answer within");
              return first;
            });
    assertThat(length).isEqualTo(100_002);
    assertThatThrownBy(() -> LongAnswers.allowed(() -> firstOf(line(90_000))))
        .hasMessageContaining("max-response");
  }

  private static <T> T elsewhere(LongAnswers.Asking<T> asking) throws NodeFailure {
    FutureTask<T> task = new FutureTask<>(asking::ask);
    Thread.ofVirtual().start(task);
    try {
      return task.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static RestStream.Line firstOf(RestLine line) throws NodeFailure {
    return Objects.requireNonNull(first(line, "/long"));
  }

  private static RestStream.@Nullable Line first(RestLine line, String path) throws NodeFailure {
    try (RestStream stream = line.stream(path, null)) {
      return stream.next(Duration.ofSeconds(5));
    }
  }

  private RestLine line(int most) {
    URI base = URI.create("http://node.example:" + server.getAddress().getPort());
    return new RestLine(
        base, "", Map.of(), new RpcEndpoint.Bounds(Duration.ofSeconds(2), most), LOOPBACK);
  }

  @Test
  void readsAStreamAndLeavesItWhenItIsClosed() throws NodeFailure {
    try (RestStream stream = line("http", "", LOOPBACK).stream("/words", null)) {
      RestStream.Line first = stream.next(Duration.ofSeconds(5));
      assertThat(first).extracting(RestStream.Line::text).asString().endsWith("secret");
    }
  }

  @Test
  void takesThePinnedCertificateAndNoOther(@TempDir Path folder) throws Exception {
    OwnCertificate own = OwnCertificate.make(folder);
    server.stop(0);
    HttpsServer secured =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    secured.setHttpsConfigurator(new HttpsConfigurator(own.context()));
    server = started(secured);
    assertThat(line("https", own.fingerprint(), LOOPBACK).get("/words").status()).isEqualTo(200);
    for (String pin : new String[] {"", "0".repeat(64)}) {
      assertThatThrownBy(() -> line("https", pin, LOOPBACK).get("/words"))
          .isInstanceOf(NodeFailure.class)
          .hasMessageContaining(own.fingerprint());
    }
  }
}
