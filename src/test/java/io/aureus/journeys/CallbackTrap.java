package io.aureus.journeys;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A little shop's server: keeps every call that it gets and answers 200, unless it is told not. */
final class CallbackTrap implements AutoCloseable {

  /** A call as it came. */
  record Call(
      String method, String uri, String token, String date, String signature, String body) {}

  /** What else it may do with a call. */
  enum Fault {
    /** HTTP 500. */
    FAILS,
    /** HTTP 302 to {@link #ELSEWHERE}. */
    REDIRECTS,
    /** The line ends without an answer. */
    BREAKS,
    /** HTTP 500 with 10 MB of text. */
    TALKS,
    /** No answer for a minute. */
    HANGS
  }

  /** Where nobody is to go. */
  static final String ELSEWHERE = "/elsewhere";

  private static final byte[] TALK = "0123456789".repeat(100_000).getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Map<String, Fault> faults = new ConcurrentHashMap<>();

  CallbackTrap() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** A URL of this server, e.g. for {@code /paid?order=7}. */
  String url(String pathAndQuery) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + pathAndQuery;
  }

  /** Does this with the next call of this path, and answers the one after it. */
  void once(String path, Fault fault) {
    faults.put(path, fault);
  }

  /** The calls whose path and query begin so. */
  List<Call> callsTo(String prefix) {
    return calls.stream().filter(call -> call.uri().startsWith(prefix)).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    calls.add(
        new Call(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            header(exchange, "Callback-Token"),
            header(exchange, "Date"),
            header(exchange, "Signature"),
            body));
    Fault fault = faults.remove(exchange.getRequestURI().getPath());
    try (exchange) {
      if (fault == null) {
        exchange.sendResponseHeaders(200, -1);
      } else {
        misbehave(exchange, fault);
      }
    }
  }

  private void misbehave(HttpExchange exchange, Fault fault) throws IOException {
    switch (fault) {
      case FAILS -> exchange.sendResponseHeaders(500, -1);
      case REDIRECTS -> {
        exchange.getResponseHeaders().set("Location", url(ELSEWHERE));
        exchange.sendResponseHeaders(302, -1);
      }
      case BREAKS -> {
        // To be closed as it is.
      }
      case TALKS -> {
        exchange.sendResponseHeaders(500, 0);
        for (int i = 0; i < 10; i++) {
          exchange.getResponseBody().write(TALK);
        }
      }
      case HANGS -> ChainTime.sleep(60_000);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }
}
