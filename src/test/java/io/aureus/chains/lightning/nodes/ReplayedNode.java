package io.aureus.chains.lightning.nodes;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A server that answers as a node's documentation has it, and no node. */
final class ReplayedNode implements AutoCloseable {
  /**
   * What it was asked.
   *
   * @param question as {@code GET /path?query}
   */
  record Asked(String question, String body, Headers headers) {}

  /** One answer, or a broken one. */
  private record Reply(int status, String body, Ending ending, Duration each, String drop) {
    Reply(int status, String body, Ending ending) {
      this(status, body, ending, Duration.ofDays(1), "");
    }
  }

  private enum Ending {
    WHOLE,
    OPEN,
    SLOW,
    BROKEN
  }

  final List<Asked> asked = new CopyOnWriteArrayList<>();

  private final Map<String, Deque<Reply>> replies = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final String scheme;

  private ReplayedNode(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.setExecutor(workers);
    server.createContext("/", this::answer);
    server.start();
  }

  static ReplayedNode start() throws IOException {
    return new ReplayedNode(HttpServer.create(anyPort(), 0), "http");
  }

  static ReplayedNode encrypted(SSLContext context) throws IOException {
    HttpsServer server = HttpsServer.create(anyPort(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new ReplayedNode(server, "https");
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  URI uri() {
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next answer to a question; the last one is given again and again. */
  ReplayedNode on(String question, int status, String body) {
    return add(question, new Reply(status, body, Ending.WHOLE));
  }

  /** Lines that are told at once, after which it goes on listening. */
  ReplayedNode streams(String question, String... lines) {
    String body = lines.length == 0 ? "" : String.join("\n", lines) + "\n";
    return add(question, new Reply(200, body, Ending.OPEN));
  }

  /** The first line again and again, so often, once the others were told. */
  ReplayedNode drips(String question, Duration each, String drop, String... lines) {
    return add(question, new Reply(200, String.join("\n", lines) + "\n", Ending.OPEN, each, drop));
  }

  /** Lines that are told one by one, with a pause before each but the first. */
  ReplayedNode slowly(String question, Duration each, String... lines) {
    return add(question, new Reply(200, String.join("\n", lines) + "\n", Ending.SLOW, each, ""));
  }

  /** Takes the question, and is gone. */
  ReplayedNode breaks(String question) {
    return add(question, new Reply(200, "", Ending.BROKEN));
  }

  private ReplayedNode add(String question, Reply reply) {
    replies.computeIfAbsent(question, any -> new ArrayDeque<>()).add(reply);
    return this;
  }

  /** Whatever it would answer is forgotten. */
  ReplayedNode forget(String question) {
    replies.remove(question);
    return this;
  }

  List<String> questions() {
    return asked.stream().map(Asked::question).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String question = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(new Asked(question, body, exchange.getRequestHeaders()));
    Reply reply = next(question);
    if (reply == null) {
      byte[] words = ("the test has no answer to " + question).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(404, words.length);
      exchange.getResponseBody().write(words);
      exchange.close();
      return;
    }
    if (reply.ending == Ending.BROKEN) {
      exchange.close();
      return;
    }
    if (reply.ending == Ending.SLOW) {
      tellSlowly(exchange, reply);
      return;
    }
    // As some nodes do, a stream begins with its first line.
    if (!reply.body.isEmpty() || reply.ending == Ending.WHOLE) {
      exchange.sendResponseHeaders(reply.status, 0);
      OutputStream out = exchange.getResponseBody();
      out.write(reply.body.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
    if (reply.ending == Ending.OPEN) {
      awaitClosing(exchange.getResponseBody(), reply);
    }
    exchange.close();
  }

  private @Nullable Reply next(String question) {
    Deque<Reply> queue = replies.get(question);
    if (queue == null) {
      return null;
    }
    synchronized (queue) {
      return queue.size() > 1 ? queue.poll() : queue.peek();
    }
  }

  private void tellSlowly(HttpExchange exchange, Reply reply) throws IOException {
    exchange.sendResponseHeaders(reply.status, 0);
    try {
      for (String line : reply.body.split("\n", -1)) {
        exchange.getResponseBody().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        Thread.sleep(reply.each);
      }
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private void awaitClosing(OutputStream out, Reply reply) throws IOException {
    try {
      while (!closing.await(reply.each.toMillis(), TimeUnit.MILLISECONDS)) {
        out.write((reply.drop + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    workers.shutdownNow();
  }
}
