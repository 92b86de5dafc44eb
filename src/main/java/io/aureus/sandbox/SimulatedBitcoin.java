package io.aureus.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aureus.money.Chain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A simulated node of Bitcoin or Litecoin on the loopback address: it speaks the JSON-RPC of
 * bitcoind, keeps its chain in a file, and has controls besides ({@link UtxoControls}). For the
 * demo and for tests; live mode never starts one.
 */
public final class SimulatedBitcoin implements AutoCloseable {
  /** What its password is: it holds nothing that is worth one. */
  public static final String USER = "simulated";

  public static final String PASSWORD = "not-a-secret";

  private static final int MAX_BODY = 8 << 20;
  private static final Duration HANG = Duration.ofSeconds(60);
  private static final int INTERNAL = -32603;
  private static final int PARSE = -32700;

  private final ReentrantLock lock = new ReentrantLock();
  private final UtxoChain chain;
  private final Faults faults = new Faults();
  private final Miner miner;
  private final UtxoMethods methods;
  private final UtxoControls controls;
  private final HttpServer server;
  private final UtxoNews news;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final byte[] authorization;

  private SimulatedBitcoin(UtxoChain chain, HttpServer server, UtxoNews news, Pace pace) {
    this.chain = chain;
    this.server = server;
    this.news = news;
    this.miner = new Miner(chain, lock, pace.blockTime(), pace.quietTime());
    UtxoNodeMethods node = new UtxoNodeMethods(chain, news.address());
    this.methods = new UtxoMethods(chain, node, miner::wake);
    this.controls = new UtxoControls(chain, node, faults, miner);
    byte[] both = (USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
    this.authorization =
        ("Basic " + Base64.getEncoder().encodeToString(both)).getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * How often it mines.
   *
   * @param blockTime pause between blocks while payments are about; 0: blocks come on demand only
   * @param quietTime pause between blocks while nothing happens
   */
  public record Pace(Duration blockTime, Duration quietTime) {
    /** Only when it is told to. */
    public static Pace onDemand() {
      return new Pace(Duration.ZERO, Duration.ofSeconds(60));
    }
  }

  /**
   * On which ports it answers.
   *
   * @param rpc 0 for any free one
   * @param zmq likewise
   */
  public record Ports(int rpc, int zmq) {
    /** Any that are free. */
    public static Ports free() {
      return new Ports(0, 0);
    }
  }

  /**
   * Opens the chain of a folder (or begins one there) and serves it.
   *
   * @param of Bitcoin or Litecoin: a chain of the catalogue on a network that is simulated
   * @throws IllegalStateException where the folder holds another chain or a damaged file
   */
  public static SimulatedBitcoin start(Path dir, Ports ports, Clock clock, Chain of, Pace pace) {
    try {
      InetAddress here = InetAddress.getLoopbackAddress();
      HttpServer server = HttpServer.create(new InetSocketAddress(here, ports.rpc()), 0);
      UtxoChain chain = UtxoChain.open(dir, clock, UtxoNetwork.of(of));
      UtxoNews news = UtxoNews.of(chain, ports.zmq());
      SimulatedBitcoin node = new SimulatedBitcoin(chain, server, news, pace);
      server.setExecutor(node.threads);
      server.createContext("/", node::serve);
      server.start();
      node.miner.start();
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens, e.g. {@code http://127.0.0.1:18443}, without user and password. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Where it publishes blocks and transactions, e.g. {@code tcp://127.0.0.1:28332}. */
  public String zmq() {
    return news.address();
  }

  @Override
  public void close() {
    server.stop(0);
    news.close();
    threads.shutdownNow();
    miner.close();
    lock.lock();
    try {
      chain.close();
    } finally {
      lock.unlock();
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!SimulatedEthereum.isFromThisMachine(exchange)) {
        send(exchange, 403, "{\"error\":\"not for browsers, and only by a loopback name\"}");
        return;
      }
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
      JsonNode request;
      try {
        request = UtxoJson.JSON.readTree(body);
      } catch (JacksonException e) {
        request = UtxoJson.JSON.nullNode();
      }
      if (isControl(request)) {
        answerTo(exchange, request);
      } else if (!isAuthorized(exchange)) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"jsonrpc\"");
        send(exchange, 401, "");
      } else if (!misbehave(exchange)) {
        answerTo(exchange, request);
      }
    }
  }

  private boolean isAuthorized(HttpExchange exchange) {
    String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    return MessageDigest.isEqual(authorization, given.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isControl(JsonNode request) {
    return request.path("method").asString("").startsWith("sim_");
  }

  private void answerTo(HttpExchange exchange, JsonNode request) throws IOException {
    Answer answer = answer(request);
    boolean isOffer = request.path("method").asString("").equals("sendrawtransaction");
    switch (isOffer ? faults.afterTaking() : Faults.AfterTaking.NONE) {
      case NONE -> send(exchange, answer.status(), answer.text());
      // The caller closes the connection, to which nothing was written.
      case RESET -> {}
      case HANG -> hang();
      case ERROR -> {
        Answer failed = error(request, new RpcError(INTERNAL, "internal error"));
        send(exchange, failed.status(), failed.text());
      }
      case BAD_GATEWAY -> send(exchange, 502, "bad gateway");
      case TWICE -> {
        Answer again = answer(request);
        send(exchange, again.status(), again.text());
      }
    }
  }

  private boolean misbehave(HttpExchange exchange) throws IOException {
    switch (faults.take()) {
      case NONE -> {
        return false;
      }
      case ERROR -> send(exchange, 500, "internal server error");
      case GARBAGE -> send(exchange, 200, "<html><body>It works!</body></html>");
      case RATE_LIMIT -> send(exchange, 503, "Work queue depth exceeded");
      case HANG -> hang();
      case DOWN -> {}
    }
    return true;
  }

  private static void hang() {
    try {
      Thread.sleep(HANG);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What goes back, and with which HTTP status. */
  private record Answer(int status, JsonNode content) {
    String text() {
      return UtxoJson.JSON.writeValueAsString(content) + "\n";
    }
  }

  private Answer answer(JsonNode request) {
    if (!request.isArray()) {
      return answerOne(request);
    }
    ArrayNode answers = UtxoJson.JSON.createArrayNode();
    request.forEach(single -> answers.add(answerOne(single).content()));
    return new Answer(200, answers);
  }

  private Answer answerOne(JsonNode request) {
    lock.lock();
    try {
      if (request.isNull()) {
        throw new RpcError(PARSE, "Parse error");
      }
      String method = request.path("method").asString("");
      if (!request.isObject() || method.isEmpty()) {
        throw new RpcError(RpcError.INVALID_REQUEST, "Missing method");
      }
      Params params = new Params(request.path("params"));
      JsonNode result =
          isControl(request) ? controls.call(method, params) : methods.call(method, params);
      ObjectNode answer = envelope(request);
      answer.set("result", result);
      if (!isNew(request)) {
        answer.putNull("error");
      }
      answer.set("id", id(request));
      return new Answer(200, answer);
    } catch (RpcError e) {
      return error(request, e);
    } finally {
      lock.unlock();
    }
  }

  private Answer error(JsonNode request, RpcError error) {
    ObjectNode answer = envelope(request);
    if (!isNew(request)) {
      answer.putNull("result");
    }
    ObjectNode object = answer.putObject("error");
    object.put("code", error.code());
    object.put("message", error.getMessage());
    answer.set("id", id(request));
    int status =
        switch (error.code()) {
          case RpcError.INVALID_REQUEST -> 400;
          case RpcError.NO_SUCH_METHOD -> 404;
          default -> 500;
        };
    return new Answer(isNew(request) ? 200 : status, answer);
  }

  private ObjectNode envelope(JsonNode request) {
    ObjectNode answer = UtxoJson.JSON.createObjectNode();
    if (isNew(request)) {
      answer.put("jsonrpc", "2.0");
    }
    return answer;
  }

  /** By version 2.0 of JSON-RPC, which bitcoind keeps to where it is asked to and litecoind not. */
  private boolean isNew(JsonNode request) {
    return chain.network().isFullReplacement()
        && request.path("jsonrpc").asString("").equals("2.0");
  }

  private static JsonNode id(JsonNode request) {
    JsonNode id = request.path("id");
    return id.isMissingNode() ? UtxoJson.JSON.nullNode() : id;
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
