package io.aureus.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A simulated Ethereum node on the loopback address: it speaks the JSON-RPC of real nodes, keeps
 * its chain in a file, and has controls besides ({@link SimulationControls}). For the demo and for
 * tests; live mode never starts one.
 */
public final class SimulatedEthereum implements AutoCloseable {
  private static final int MAX_BODY = 8 << 20;
  private static final Duration HANG = Duration.ofSeconds(60);

  /** A token that exists from the start. */
  public record Token(String contract, String symbol, int decimals) {}

  /**
   * How the chain is.
   *
   * @param blockTime pause between blocks while payments are about; 0: blocks come on demand only
   * @param quietTime pause between blocks while nothing happens
   * @param chainId EIP-155
   */
  public record Config(Duration blockTime, Duration quietTime, long chainId, List<Token> tokens) {
    public Config {
      tokens = List.copyOf(tokens);
    }

    /** Blocks as often as said while payments are about, else every twelve seconds. */
    public static Config of(Duration blockTime, long chainId, List<Token> tokens) {
      return new Config(blockTime, Duration.ofSeconds(12), chainId, tokens);
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final SimulatedChain chain;
  private final Faults faults = new Faults();
  private final Miner miner;
  private final EthereumMethods methods;
  private final SimulationControls controls;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private SimulatedEthereum(SimulatedChain chain, HttpServer server, Config config) {
    this.chain = chain;
    this.server = server;
    this.miner = new Miner(chain, lock, config.blockTime(), config.quietTime());
    this.methods = new EthereumMethods(chain, faults, miner::wake);
    this.controls = new SimulationControls(chain, faults, miner);
  }

  /**
   * Opens the chain of a folder (or begins one there) and serves it.
   *
   * @param port 0 for any free one
   * @throws IllegalStateException where the folder holds another chain or a damaged file
   */
  public static SimulatedEthereum start(Path dir, int port, Clock clock, Config config) {
    List<SimulatedChain.Token> tokens =
        config.tokens().stream()
            .map(
                token ->
                    new SimulatedChain.Token(
                        token.contract().toLowerCase(Locale.ROOT),
                        token.symbol(),
                        token.decimals()))
            .toList();
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      HttpServer server = HttpServer.create(address, 0);
      SimulatedChain chain = SimulatedChain.open(dir, clock, config.chainId(), tokens);
      SimulatedEthereum node = new SimulatedEthereum(chain, server, config);
      server.setExecutor(node.threads);
      server.createContext("/", node::serve);
      server.start();
      node.miner.start();
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens, e.g. {@code http://127.0.0.1:8545}. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * Pays an address that holds no coin.
   *
   * @param units in the smallest unit
   */
  public void endow(String address, BigInteger units) {
    lock.lock();
    try {
      String to = address.toLowerCase(Locale.ROOT);
      if (chain.state().balance("", to, chain.head()).signum() == 0) {
        SimulatedTransaction.Output output = new SimulatedTransaction.Output(to, units);
        chain.submit(
            new SimulatedTransaction.Payment(
                SimulatedChain.FAUCET, "", List.of(output), false, false));
        miner.wake();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    server.stop(0);
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
      if (!isFromThisMachine(exchange)) {
        send(exchange, 403, "{\"error\":\"not for browsers, and only by a loopback name\"}");
        return;
      }
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
      JsonNode request;
      try {
        request = EthereumJson.JSON.readTree(body);
      } catch (JacksonException e) {
        send(exchange, 200, error(null, new RpcError(-32700, "parse error")).toString());
        return;
      }
      if (isControl(request) || !misbehave(exchange)) {
        answerTo(exchange, request);
      }
    }
  }

  private void answerTo(HttpExchange exchange, JsonNode request) throws IOException {
    String answer = answer(request).toString();
    boolean isOffer = request.path("method").asString("").equals("eth_sendRawTransaction");
    switch (isOffer ? faults.afterTaking() : Faults.AfterTaking.NONE) {
      case NONE -> send(exchange, 200, answer);
      // The caller closes the connection, to which nothing was written.
      case RESET -> {}
      case HANG -> hang();
      case ERROR -> {
        RpcError error = new RpcError(-32603, "internal error");
        send(exchange, 200, error(request.path("id"), error).toString());
      }
      case BAD_GATEWAY -> send(exchange, 502, "bad gateway");
      case TWICE -> send(exchange, 200, answer(request).toString());
    }
  }

  /**
   * Any page in a browser on this machine can reach a loopback port, also under a name of its own
   * (DNS rebinding). Browsers tell where such a request comes from; programs do not.
   */
  static boolean isFromThisMachine(HttpExchange exchange) {
    String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
    return !exchange.getRequestHeaders().containsKey("Origin")
        && host.matches("(127\\.0\\.0\\.1|localhost|\\[::1])(:[0-9]+)?");
  }

  private static boolean isControl(JsonNode request) {
    return request.path("method").asString("").startsWith("sim_");
  }

  private boolean misbehave(HttpExchange exchange) throws IOException {
    switch (faults.take()) {
      case NONE -> {
        return false;
      }
      case ERROR -> send(exchange, 500, "internal server error");
      case GARBAGE -> send(exchange, 200, "<html><body>It works!</body></html>");
      case RATE_LIMIT -> {
        exchange.getResponseHeaders().set("Retry-After", "1");
        send(exchange, 429, "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":429}}");
      }
      case HANG -> hang();
      // The caller closes the connection, to which nothing was written.
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

  private JsonNode answer(JsonNode request) {
    if (!request.isArray()) {
      return answerOne(request);
    }
    if (request.isEmpty()) {
      return error(null, new RpcError(RpcError.INVALID_REQUEST, "empty batch"));
    }
    ArrayNode answers = EthereumJson.JSON.createArrayNode();
    request.forEach(single -> answers.add(answerOne(single)));
    return answers;
  }

  private JsonNode answerOne(JsonNode request) {
    JsonNode id = request.path("id");
    lock.lock();
    try {
      String method = request.path("method").asString("");
      if (!request.isObject() || method.isEmpty()) {
        throw new RpcError(RpcError.INVALID_REQUEST, "invalid request");
      }
      Params params = new Params(request.path("params"));
      JsonNode result =
          method.startsWith("sim_") ? controls.call(method, params) : methods.call(method, params);
      ObjectNode answer = EthereumJson.JSON.createObjectNode();
      answer.put("jsonrpc", "2.0");
      answer.set("id", id);
      answer.set("result", result);
      return answer;
    } catch (RpcError e) {
      return error(id, e);
    } finally {
      lock.unlock();
    }
  }

  private static ObjectNode error(@Nullable JsonNode id, RpcError error) {
    ObjectNode answer = EthereumJson.JSON.createObjectNode();
    answer.put("jsonrpc", "2.0");
    if (id == null || id.isMissingNode()) {
      answer.putNull("id");
    } else {
      answer.set("id", id);
    }
    ObjectNode object = answer.putObject("error");
    object.put("code", error.code());
    object.put("message", error.getMessage());
    return answer;
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
