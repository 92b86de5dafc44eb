package io.aureus.chains.bitcoin;

import io.aureus.testing.CoinNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An Electrum server before a node of a test. What it knows is up to date at every question, and
 * notices come before the answer, so that tests need not wait. It can be made to lie.
 */
public final class ElectrumServer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final String SCRIPTS = "blockchain.scripthash.subscribe";
  private static final String HEADERS = "blockchain.headers.subscribe";

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

    private final int code;

    Refused(String message) {
      this(1, message);
    }

    Refused(int code, String message) {
      super(message);
      this.code = code;
    }
  }

  /** One who is connected, and what he was told last of what he wants to be told of. */
  private static final class Client {
    final Socket socket;
    final Map<String, String> scripts = new LinkedHashMap<>();

    /** A header; empty where none was asked for. */
    String tip = "";

    Client(Socket socket) {
      this.socket = socket;
    }

    void send(byte[] lines) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(lines);
      out.flush();
    }
  }

  private final ServerSocket listener;
  private final String scheme;
  private final ElectrumIndex index;
  private final ElectrumAnswers answers;
  private final Collection<Client> open = new ConcurrentLinkedQueue<>();
  volatile Lie lie = (method, params) -> null;

  /** It says nothing by itself. */
  volatile boolean isMute;

  /** Every method that was called. */
  final Collection<String> called = new ConcurrentLinkedQueue<>();

  private ElectrumServer(CoinNode node, ServerSocketFactory sockets, String scheme) {
    this.index = new ElectrumIndex(node);
    this.answers = new ElectrumAnswers(node, index);
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

  /**
   * As {@link #before}, and it tells what is new within a moment by itself, as servers do: for a
   * program that waits for that and asks nothing meanwhile.
   */
  public static ElectrumServer telling(CoinNode node) {
    ElectrumServer server = before(node);
    Thread.ofVirtual().start(server::tell);
    return server;
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
    open.forEach(client -> close(client.socket));
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
        Client client = new Client(listener.accept());
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        // It was closed.
      }
    }
  }

  private void serve(Client client) {
    try (Socket socket = client.socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        answer(JSON.readTree(line), client);
      }
    } catch (IOException e) {
      // Whoever asked is gone.
    } finally {
      open.remove(client);
    }
  }

  private void tell() {
    while (!listener.isClosed()) {
      tellAll();
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private synchronized void tellAll() {
    try {
      index.refresh();
    } catch (CoinNode.RpcFailure | UncheckedIOException e) {
      // The node is stopped, or is busy with a reorganisation: it is asked again.
      return;
    }
    for (Client client : open) {
      try {
        client.send(notices(client).getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // Its own thread will notice.
      }
    }
  }

  /** What is told by itself goes out in the order in which it was found out. */
  private synchronized void answer(JsonNode question, Client client) throws IOException {
    String method = question.path("method").asString();
    called.add(method);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("jsonrpc", "2.0");
    answer.put("id", question.path("id"));
    String before = "";
    try {
      index.refresh();
      before = notices(client);
      Object own = lie.instead(method, question.path("params"));
      if (own instanceof Bytes bytes) {
        client.send(bytes.line().getBytes(StandardCharsets.ISO_8859_1));
        return;
      }
      answer.put("result", own == null ? answers.to(method, question.path("params")) : own);
      note(method, question.path("params").path(0).asString(""), client);
    } catch (Refused e) {
      answer.put("error", Map.of("code", e.code, "message", String.valueOf(e.getMessage())));
    }
    String lines = before + JSON.writeValueAsString(answer) + "\n";
    client.send(lines.getBytes(StandardCharsets.UTF_8));
  }

  private void note(String method, String script, Client client) {
    switch (method) {
      case SCRIPTS -> client.scripts.put(script, String.valueOf(index.status(script)));
      case HEADERS -> client.tip = header();
      default -> {}
    }
  }

  private String header() {
    return index.block(index.height()).header();
  }

  private String notices(Client client) {
    if (isMute) {
      return "";
    }
    StringBuilder lines = new StringBuilder();
    if (!client.tip.isEmpty() && !client.tip.equals(header())) {
      client.tip = header();
      lines.append(notice(HEADERS, List.of(answers.tip())));
    }
    client.scripts.replaceAll(
        (script, before) -> {
          String now = String.valueOf(index.status(script));
          if (!now.equals(before)) {
            lines.append(notice(SCRIPTS, Arrays.asList(script, index.status(script))));
          }
          return now;
        });
    return lines.toString();
  }

  private static String notice(String method, List<?> params) {
    Map<String, Object> notice = new LinkedHashMap<>();
    notice.put("jsonrpc", "2.0");
    notice.put("method", method);
    notice.put("params", params);
    return JSON.writeValueAsString(notice) + "\n";
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
