package io.aureus.chains.lightning.nodes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers as an Electrum daemon does in states that two well daemons do not come into. */
final class ElectrumReplies implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer server;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /** How long it takes for a request. */
  volatile Duration lookingUp = Duration.ZERO;

  ElectrumReplies() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * From now on it has this answer to a method.
   *
   * @param json in which an apostrophe stands for a quotation mark
   */
  void says(String method, String json) {
    answers.put(method, "{\"id\":1,\"jsonrpc\":\"2.0\",\"result\":%s}".formatted(quoted(json)));
  }

  void refuses(String method, String words) {
    answers.put(
        method,
        quoted("{'id':1,'jsonrpc':'2.0','error':{'code':1,'message':'%s'}}".formatted(words)));
  }

  /** It hangs up instead. */
  void loses(String method) {
    answers.remove(method);
  }

  /** How often it was asked that. */
  long asked(String method) {
    return asked.stream().filter(method::equals).count();
  }

  private static String quoted(String json) {
    return json.replace('\'', '"');
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
      String method = request.path("method").asString();
      asked.add(method);
      if (method.equals("get_request")) {
        LockSupport.parkNanos(lookingUp.toNanos());
      }
      String answer = answers.get(method);
      if (answer != null) {
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
