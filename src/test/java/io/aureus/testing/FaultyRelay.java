package io.aureus.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Stands before a node, real or simulated, and misbehaves as nodes and providers do. */
public final class FaultyRelay implements AutoCloseable {
  /** What it does with every request from now on. */
  public enum Mode {
    PASS,
    /** Never answers. */
    HANG,
    /** HTTP 500. */
    ERROR,
    /** HTTP 429 with {@code Retry-After}. */
    THROTTLE,
    /** HTTP 200 with a page in place of JSON. */
    GARBAGE,
    /** The beginning of a right answer, then nothing. */
    HALF,
    /** An endless right beginning. */
    FLOOD
  }

  /** What it does with an offered transaction, after the node behind it has taken it. */
  public enum AfterTaking {
    /** Answers what the node said. */
    ANSWER,
    /** Never answers. */
    HANG,
    /** Breaks the connection off. */
    RESET,
    /** Answers an error that says nothing of the transaction. */
    ERROR,
    /** HTTP 502, as a proxy before the node. */
    BAD_GATEWAY,
    /** Hands it on a second time, and answers what the node said then. */
    TWICE
  }

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private record Refused(int code, String words) {}

  private final String target;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final Map<String, Refused> refused = new ConcurrentHashMap<>();
  private final Map<String, UnaryOperator<String>> altered = new ConcurrentHashMap<>();
  private final Map<String, String> forbidden = new ConcurrentHashMap<>();
  private volatile Mode mode = Mode.PASS;
  private volatile long head = Long.MAX_VALUE;
  private volatile long logRange = Long.MAX_VALUE;
  private volatile boolean forgetsLogs;
  private volatile AfterTaking afterTaking = AfterTaking.ANSWER;

  private FaultyRelay(String target, HttpServer server) {
    this.target = target;
    this.server = server;
  }

  /** Relays to this URL until it is told otherwise. */
  public static FaultyRelay before(String target) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      FaultyRelay relay = new FaultyRelay(target, server);
      server.setExecutor(relay.threads);
      server.createContext("/", relay::serve);
      server.start();
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public void mode(Mode next) {
    mode = next;
  }

  /** Shows this as the newest block; {@link Long#MAX_VALUE} for the true one. */
  public void freezeHead(long number) {
    head = number;
  }

  /** Answers {@code limit exceeded} to log queries over more blocks. */
  public void limitLogRange(long blocks) {
    logRange = blocks;
  }

  /** Answers ranges of logs with an empty list, as a node does that has not indexed them yet. */
  public void forgetLogsOfRanges(boolean forgets) {
    forgetsLogs = forgets;
  }

  /** Answers this method with an error of these words. */
  public void refuse(String method, String words) {
    refuse(method, "-32601", words);
  }

  /** Answers this method with an error of this code and these words. */
  public void refuse(String method, String code, String words) {
    refused.put(method, new Refused(Integer.parseInt(code), words));
  }

  /** Changes what the node answers to this method. */
  public void alter(String method, UnaryOperator<String> change) {
    altered.put(method, change);
  }

  /** Answers this method with HTTP 403, as providers do for methods that cost more. */
  public void forbid(String method) {
    forbidden.put(method, method);
  }

  /** What becomes of offered transactions from now on. */
  public void afterTaking(AfterTaking next) {
    afterTaking = next;
  }

  /** How often a method was called. */
  public int calls(String method) {
    return calls.getOrDefault(method, new AtomicInteger()).get();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      switch (mode) {
        case PASS -> {
          if (afterTaking != AfterTaking.ANSWER && body.contains("\"eth_sendRawTransaction\"")) {
            takeAndFail(exchange, body);
            return;
          }
          boolean isForbidden = forbidden.keySet().stream().anyMatch(body::contains);
          send(exchange, isForbidden ? 403 : 200, isForbidden ? "upgrade your plan" : pass(body));
        }
        case ERROR -> send(exchange, 500, "oops");
        case THROTTLE -> {
          exchange.getResponseHeaders().set("Retry-After", "7");
          send(exchange, 429, "{\"error\":\"slow down\"}");
        }
        case GARBAGE -> send(exchange, 200, "<html>It works!</html>");
        case HANG -> hang();
        case HALF -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange
              .getResponseBody()
              .write("{\"jsonrpc\":\"2.0\",".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          hang();
        }
        case FLOOD -> flood(exchange);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void takeAndFail(HttpExchange exchange, String body)
      throws IOException, InterruptedException {
    String taken = pass(body);
    switch (afterTaking) {
      case ANSWER -> send(exchange, 200, taken);
      case HANG -> hang();
      // Nothing was answered yet, so closing breaks the connection.
      case RESET -> {}
      case ERROR -> send(exchange, 200, error(JSON.readTree(body), -32603, "internal error"));
      case BAD_GATEWAY -> send(exchange, 502, "bad gateway");
      case TWICE -> send(exchange, 200, pass(body));
    }
  }

  private void hang() throws InterruptedException {
    closed.await();
  }

  private static void flood(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    byte[] block = "{\"jsonrpc\":\"2.0\",\"x\":\"".repeat(1000).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 10_000; i++) {
      exchange.getResponseBody().write(block);
    }
  }

  private String pass(String body) {
    JsonNode request = JSON.readTree(body);
    if (!request.isObject()) {
      request.forEach(one -> count(one.path("method").asString()));
      return JsonRpc.post(target, body);
    }
    String method = request.path("method").asString();
    count(method);
    Refused refusal = refused.get(method);
    if (refusal != null) {
      return error(request, refusal.code(), refusal.words());
    }
    JsonNode first = request.path("params").path(0);
    if (method.equals("eth_getLogs") && first.has("fromBlock")) {
      if (JsonRpc.number(first.path("toBlock")) - JsonRpc.number(first.path("fromBlock"))
          >= logRange) {
        return error(request, -32005, "limit exceeded");
      }
      if (forgetsLogs) {
        return answer(request, "[]");
      }
    }
    if (method.equals("eth_getBlockByNumber") && head != Long.MAX_VALUE) {
      return atFrozenHead(request, first);
    }
    return altered.getOrDefault(method, UnaryOperator.identity()).apply(JsonRpc.post(target, body));
  }

  private String atFrozenHead(JsonNode request, JsonNode which) {
    long number = which.asString().equals("latest") ? head : JsonRpc.number(which);
    if (number > head) {
      return answer(request, "null");
    }
    ObjectNode changed = (ObjectNode) JSON.readTree(request.toString());
    changed.putArray("params").add("0x" + Long.toHexString(number)).add(request.at("/params/1"));
    return JsonRpc.post(target, changed.toString());
  }

  private void count(String method) {
    calls.computeIfAbsent(method, key -> new AtomicInteger()).incrementAndGet();
  }

  private static String error(JsonNode request, int code, String words) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":%d,\"message\":\"%s\"}}"
        .formatted(request.path("id"), code, words);
  }

  private static String answer(JsonNode request, String result) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}".formatted(request.path("id"), result);
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
