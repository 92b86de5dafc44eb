package io.aureus.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A simulated LND on the loopback address, which speaks its REST: invoices, their settlements as a
 * stream, payments, balances. It has one channel, to the other node of its {@link
 * SimulatedLightning}. For the demo and for tests; live mode never starts one.
 *
 * <p>Three paths are no real node's: {@code POST /sim/hold}, with {@code {"hold": true}} or false,
 * has it keep what comes in without taking it, or take it; {@code POST /sim/down}, with {@code
 * {"seconds": 20}}, has it answer nothing else for so long (0: it answers again), and tells for how
 * long it still does not; {@code POST /sim/fee}, with {@code {"base_msat": "1000", "ppm": "500"}},
 * has routing take so much of what it pays from then on, until it is closed for good.
 */
public final class SimulatedLnd implements AutoCloseable {
  /** What its macaroon is, in hexadecimal: it guards nothing that is worth one. */
  public static final String MACAROON = "73696d756c61746564";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MAX_BODY = 1 << 20;
  private static final String HOLD = "POST /sim/hold";
  private static final String DOWN = "POST /sim/down";
  private static final String FEE = "POST /sim/fee";
  private static final String TRACK = "GET /v2/router/track/";

  private final LightningPeer own;
  private final LightningChannel channel;
  private final LndMethods methods;
  private final LndStreams streams;
  private final Faults faults = new Faults();
  private final Object frost = new Object();
  private final AtomicInteger paid = new AtomicInteger();
  private volatile int lost;
  private boolean isFrozen;
  private int port;
  private @Nullable HttpServer server;
  private @Nullable ExecutorService threads;

  SimulatedLnd(LightningPeer own, LightningChannel channel, int port) {
    this.own = own;
    this.channel = channel;
    this.port = port;
    this.methods = new LndMethods(own, channel);
    this.streams = new LndStreams(own, channel);
  }

  /** Begins to answer, at the same address as before. */
  public synchronized void start() {
    try {
      InetAddress here = InetAddress.getLoopbackAddress();
      HttpServer started = HttpServer.create(new InetSocketAddress(here, port), 0);
      port = started.getAddress().getPort();
      threads = Executors.newVirtualThreadPerTaskExecutor();
      started.setExecutor(threads);
      started.createContext("/", this::serve);
      started.start();
      server = started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is behind it, for another program's words in its place. */
  LightningPeer own() {
    return own;
  }

  LightningChannel channel() {
    return channel;
  }

  /** Where it listens, e.g. {@code http://127.0.0.1:8080}. */
  public synchronized String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Whether it keeps what comes in without taking it; at the end it takes all of that. */
  public void hold(boolean isHeld) {
    channel.within(
        () -> {
          channel.hold(own, isHeld);
          return own;
        });
  }

  /**
   * What routing takes of each payment that it makes from now on, as a hop between the two would.
   *
   * @param base in millisatoshi, 0 or more
   * @param perMillion of the amount, 0 to 1,000,000
   */
  public void routingFee(long base, int perMillion) {
    RoutingFee fee = new RoutingFee(base, perMillion);
    channel.within(
        () -> {
          own.route(fee);
          return own;
        });
  }

  /**
   * How many of its answers to an order to pay are lost, though it pays: one of so many; 0 for
   * none.
   */
  public void loseAnswers(int oneOf) {
    lost = oneOf;
  }

  /** How often it was ordered to pay what it was paying or had paid, since it was started. */
  public long repeated() {
    return channel.within(own::repeated);
  }

  private boolean isLost() {
    int oneOf = lost;
    return oneOf > 0 && paid.incrementAndGet() % oneOf == 0;
  }

  /**
   * Whether it takes questions and answers none, not even with headers, as one whose machine hangs;
   * at the end it answers those that wait.
   */
  public void freeze(boolean isFrozen) {
    synchronized (frost) {
      this.isFrozen = isFrozen;
      frost.notifyAll();
    }
  }

  private void awaitThaw() {
    synchronized (frost) {
      while (isFrozen) {
        try {
          frost.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  /** Ends its answers; what it knows it still knows once it is started again. */
  @Override
  public synchronized void close() {
    if (server != null) {
      server.stop(0);
    }
    if (threads != null) {
      threads.shutdownNow();
    }
    server = null;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      awaitThaw();
      if (!SimulatedEthereum.isFromThisMachine(exchange)) {
        send(exchange, 403, Map.of("error", "not for browsers, and only by a loopback name"));
        return;
      }
      String macaroon = exchange.getRequestHeaders().getFirst("Grpc-Metadata-macaroon");
      if (!MACAROON.equals(macaroon)) {
        LndError error = new LndError(LndError.UNKNOWN, "verification failed: no such macaroon");
        send(exchange, error.status(), error.json());
        return;
      }
      answer(exchange);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String question = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    if (!question.equals(DOWN) && faults.secondsDown() > 0) {
      // The caller closes the connection, to which nothing was written.
      return;
    }
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    boolean isStream = question.contains("/v2/router/") || question.endsWith("/subscribe");
    Lines lines = new Lines(exchange, faults);
    try {
      JsonNode body = body(exchange);
      if (isStream) {
        stream(question, query, body, lines);
      } else if (question.equals(HOLD)) {
        hold(body.path("hold").asBoolean(true));
        send(exchange, 200, Map.of());
      } else if (question.equals(DOWN)) {
        if (body.has("seconds")) {
          faults.goDown(body.path("seconds").asLong());
        }
        send(exchange, 200, Map.of("seconds", faults.secondsDown()));
      } else if (question.equals(FEE)) {
        long share = LndMethods.number(body.path("ppm").asString("0"));
        routingFee(LndMethods.number(body.path("base_msat").asString("0")), Math.toIntExact(share));
        send(exchange, 200, Map.of());
      } else {
        send(exchange, 200, channel.within(() -> methods.call(question, query, body)));
      }
    } catch (LndError e) {
      send(exchange, e.status(), isStream ? Map.of("error", e.json()) : e.json());
    } catch (ArithmeticException | IllegalArgumentException e) {
      send(exchange, 400, new LndError(LndError.INVALID, "too large a number").json());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stream(String question, Map<String, String> query, JsonNode body, Lines lines)
      throws IOException, InterruptedException {
    if (question.equals("POST /v2/router/send")) {
      String hash = channel.within(() -> methods.pay(body));
      if (!isLost()) {
        streams.payment(hash, body.path("no_inflight_updates").asBoolean(false), lines);
      }
    } else if (question.startsWith(TRACK)) {
      String hash = LndMethods.hex(question.substring(TRACK.length()));
      streams.payment(hash, "true".equals(query.get("no_inflight_updates")), lines);
    } else if (question.equals("GET /v1/invoices/subscribe")) {
      streams.invoices(LndMethods.number(query.getOrDefault("settle_index", "0")), lines);
    } else {
      throw new LndError(LndError.NOT_FOUND, "Not Found");
    }
  }

  /** The answer begins with its first line, as LND's does. */
  private record Lines(HttpExchange exchange, Faults faults) implements LndStreams.Out {
    @Override
    public void line(@Nullable Map<String, Object> content) throws IOException {
      if (faults.secondsDown() > 0) {
        throw new IOException("down");
      }
      if (exchange.getResponseCode() < 0) {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
      }
      OutputStream out = exchange.getResponseBody();
      if (content != null) {
        out.write(JSON.writeValueAsBytes(Map.of("result", content)));
      }
      out.write('\n');
      out.flush();
    }
  }

  private static JsonNode body(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(MAX_BODY);
    try {
      return bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
    } catch (JacksonException e) {
      throw new LndError(LndError.INVALID, "no JSON");
    }
  }

  private static Map<String, String> query(@Nullable String text) {
    Map<String, String> query = new LinkedHashMap<>();
    if (text != null) {
      for (String part : text.split("&", -1)) {
        String[] both = part.split("=", 2);
        String value = both.length < 2 ? "" : both[1];
        query.put(both[0], URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  private static void send(HttpExchange exchange, int status, Map<String, ?> content)
      throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(content);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
