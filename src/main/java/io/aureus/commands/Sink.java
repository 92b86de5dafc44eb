package io.aureus.commands;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A shop's server on the loopback address that prints every request and what is proved by it. */
final class Sink implements AutoCloseable {
  private static final int BODY_LIMIT = 1024 * 1024;
  private static final Duration HANG = Duration.ofDays(1);

  /**
   * How it answers.
   *
   * @param hang whether it never does
   */
  record Manner(int status, boolean hang) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Manner manner;
  private final Supplier<Optional<DemoAccess>> access;
  private final Consumer<String> out;
  private final Map<String, Integer> shown = new LinkedHashMap<>();
  private int count;

  private Sink(
      HttpServer server,
      Manner manner,
      Supplier<Optional<DemoAccess>> access,
      Consumer<String> out) {
    this.server = server;
    this.manner = manner;
    this.access = access;
    this.out = out;
  }

  /**
   * @param port 0 for any that is free
   * @param access whose secrets the callbacks are checked with, if they are known
   * @param out takes what is shown, a callback at a time
   */
  static Sink start(
      int port, Manner manner, Supplier<Optional<DemoAccess>> access, Consumer<String> out)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    Sink sink = new Sink(HttpServer.create(address, 100), manner, access, out);
    sink.server.setExecutor(sink.threads);
    sink.server.createContext("/", sink::take);
    sink.server.start();
    return sink;
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(BODY_LIMIT);
      print(exchange, body);
      if (manner.hang()) {
        Thread.sleep(HANG);
      }
      byte[] answer = "ok".getBytes(StandardCharsets.UTF_8);
      boolean bodiless = manner.status() == 204 || manner.status() == 304;
      exchange.sendResponseHeaders(manner.status(), bodiless ? -1 : answer.length);
      if (!bodiless) {
        exchange.getResponseBody().write(answer);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void print(HttpExchange exchange, byte[] body) {
    SinkCheck.Request request =
        new SinkCheck.Request(
            exchange.getRequestMethod(),
            "http://" + header(exchange, "Host") + exchange.getRequestURI(),
            name -> header(exchange, name));
    count++;
    StringBuilder text = new StringBuilder();
    text.append("#%d %s %s%n".formatted(count, request.method(), visible(request.url())));
    for (String name : SinkCheck.HEADERS) {
      String value = request.header(name);
      if (!value.isEmpty()) {
        text.append("   %s: %s%n".formatted(name, visible(value)));
      }
    }
    if (body.length > 0) {
      text.append("   %s%n".formatted(visible(new String(body, StandardCharsets.UTF_8))));
    }
    for (String line : findings(request, body)) {
      text.append("   = %s%n".formatted(line));
    }
    out.accept(text.toString());
  }

  private List<String> findings(SinkCheck.Request request, byte[] body) {
    List<String> lines = SinkCheck.findings(access.get(), request, body);
    String delivery = request.header("Aureus-Delivery-Id");
    Integer earlier = delivery.isEmpty() ? null : shown.putIfAbsent(delivery, count);
    if (earlier != null) {
      lines.add("the same delivery as #" + earlier);
    }
    lines.add(manner.hang() ? "not answered" : "answered with HTTP " + manner.status());
    return lines;
  }

  /** What anyone may send must not steer the terminal. */
  private static String visible(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private static String header(HttpExchange exchange, String name) {
    @Nullable String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }
}
