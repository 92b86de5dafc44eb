package io.aureus.chains.bitcoin;

import io.aureus.testing.CoinNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/**
 * An Electrum server before a node of a test. What it knows is up to date at every question, and
 * notices come before the answer, so that tests need not wait. It can be made to lie.
 */
public final class ElectrumServer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What it does in place of an honest answer. */
  interface Lie {
    /**
     * @return the result to be told; null for the honest one
     */
    @Nullable Object instead(String method, JsonNode params) throws Refused;
  }

  /** Stands for a whole line, a byte for each character. */
  record Bytes(String line) {}

  /** An error answer. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  private final ServerSocket listener;
  private final String scheme;
  private final ElectrumIndex index;
  private final CoinNode node;
  private final Collection<Socket> open = new ConcurrentLinkedQueue<>();
  volatile Lie lie = (method, params) -> null;

  /** It says nothing of scripts by itself. */
  volatile boolean isMute;

  /** Every method that was called. */
  final Collection<String> called = new ConcurrentLinkedQueue<>();

  private ElectrumServer(CoinNode node, ServerSocketFactory sockets, String scheme) {
    this.node = node;
    this.index = new ElectrumIndex(node);
    this.scheme = scheme;
    try {
      listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** Answers at once; a block or a payment of the node's is known as soon as the node has it. */
  public static ElectrumServer before(CoinNode node) {
    return new ElectrumServer(node, ServerSocketFactory.getDefault(), "tcp");
  }

  static ElectrumServer encrypted(CoinNode node, ServerSocketFactory sockets) {
    return new ElectrumServer(node, sockets, "ssl");
  }

  /** Where it listens, e.g. {@code tcp://127.0.0.1:50001}. */
  public String url() {
    return scheme + "://127.0.0.1:" + listener.getLocalPort();
  }

  /** Every connection breaks; new ones are taken. */
  void hangUp() {
    open.forEach(ElectrumServer::close);
    open.clear();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        // It was closed.
      }
    }
  }

  private void serve(Socket socket) {
    Map<String, String> subscribed = new LinkedHashMap<>();
    try (socket) {
      OutputStream out = socket.getOutputStream();
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.write(answer(JSON.readTree(line), subscribed));
        out.flush();
      }
    } catch (IOException e) {
      // Whoever asked is gone.
    }
  }

  private synchronized byte[] answer(JsonNode question, Map<String, String> subscribed) {
    String method = question.path("method").asString();
    called.add(method);
    StringBuilder lines = new StringBuilder();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("jsonrpc", "2.0");
    answer.put("id", question.path("id"));
    try {
      index.refresh();
      notices(subscribed, lines);
      Object own = lie.instead(method, question.path("params"));
      if (own instanceof Bytes bytes) {
        return bytes.line().getBytes(StandardCharsets.ISO_8859_1);
      }
      answer.put("result", own == null ? honest(method, question.path("params")) : own);
      if (method.equals("blockchain.scripthash.subscribe")) {
        String script = question.path("params").path(0).asString();
        subscribed.put(script, String.valueOf(index.status(script)));
      }
    } catch (Refused e) {
      answer.put("error", Map.of("code", 1, "message", String.valueOf(e.getMessage())));
    }
    lines.append(JSON.writeValueAsString(answer)).append('\n');
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void notices(Map<String, String> subscribed, StringBuilder lines) {
    if (isMute) {
      return;
    }
    subscribed.replaceAll(
        (script, before) -> {
          String now = String.valueOf(index.status(script));
          if (!now.equals(before)) {
            Map<String, Object> notice = new LinkedHashMap<>();
            notice.put("jsonrpc", "2.0");
            notice.put("method", "blockchain.scripthash.subscribe");
            notice.put("params", Arrays.asList(script, index.status(script)));
            lines.append(JSON.writeValueAsString(notice)).append('\n');
          }
          return now;
        });
  }

  private @Nullable Object honest(String method, JsonNode params) throws Refused {
    String text = params.path(0).asString("");
    int number = params.path(0).asInt(0);
    return switch (method) {
      case "server.version" -> List.of("a test's server", "1.4");
      case "blockchain.headers.subscribe" ->
          Map.of("height", index.height(), "hex", header(index.height()));
      case "blockchain.block.header" -> header(number);
      case "blockchain.block.headers" -> headers(number, params.path(1).asInt());
      case "blockchain.scripthash.subscribe" -> status(text);
      case "blockchain.scripthash.get_history" -> entries(text, false);
      case "blockchain.scripthash.get_mempool" -> entries(text, true);
      case "blockchain.transaction.get" -> {
        CoinTransaction found = index.transaction(text);
        yield found == null ? refuse("no such transaction") : hex(found.bytes());
      }
      case "blockchain.transaction.get_merkle" -> {
        Object proof = index.proof(text, params.path(1).asInt());
        yield proof == null ? refuse("it is not in that block") : proof;
      }
      case "blockchain.transaction.broadcast" -> broadcast(text);
      case "blockchain.relayfee" -> new BigDecimal("0.00001");
      case "blockchain.estimatefee" -> -1;
      default -> refuse("unknown method " + method);
    };
  }

  private Object status(String script) {
    return Objects.requireNonNullElse(index.status(script), NullNode.getInstance());
  }

  private static Object refuse(String words) throws Refused {
    throw new Refused(words);
  }

  private String broadcast(String hex) throws Refused {
    try {
      return node.rpc("sendrawtransaction", hex).asString();
    } catch (CoinNode.RpcFailure e) {
      String words = "the transaction was rejected by network rules.\n\n";
      throw new Refused(words + e.getMessage() + "\n[" + hex + "]");
    }
  }

  private Object entries(String script, boolean isWaiting) {
    return index.history(script).stream()
        .filter(one -> !isWaiting || one.height() <= 0)
        .map(one -> Map.of("tx_hash", one.txid(), "height", one.height()))
        .toList();
  }

  private Object headers(int from, int count) {
    int there = Math.clamp(index.height() - from + 1, 0, Math.min(count, 2_016));
    StringBuilder hex = new StringBuilder();
    IntStream.range(from, from + there).forEach(number -> hex.append(header(number)));
    return Map.of("count", there, "hex", hex.toString(), "max", 2_016);
  }

  private String header(int number) {
    return index.block(number).header();
  }

  private static String hex(byte[] bytes) {
    return Digests.HEX.formatHex(bytes);
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    hangUp();
  }
}
