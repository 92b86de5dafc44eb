package io.aureus.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aureus.chains.lightning.Invoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One end of the simulated channel as a Core Lightning that speaks clnrest, offers among it. Its
 * labels and offers last as long as it does, also where it is stopped in between.
 */
public final class SimulatedCln implements AutoCloseable {
  /** What it takes for a rune. */
  public static final String RUNE = "simulated-rune==";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int CREATED = 201;

  private final ClnMethods methods;
  private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
  private int port;
  private @Nullable HttpServer server;
  private @Nullable ExecutorService threads;

  private SimulatedCln(ClnMethods methods) {
    this.methods = methods;
  }

  /** In the place of a simulated LND, on any free port. */
  public static SimulatedCln over(SimulatedLnd lnd, Clock clock) {
    SimulatedCln cln = new SimulatedCln(new ClnMethods(lnd.own(), lnd.channel(), clock));
    cln.start();
    return cln;
  }

  /** Begins to answer, at the same address as before. */
  public synchronized void start() {
    try {
      InetAddress here = InetAddress.getLoopbackAddress();
      HttpServer started = HttpServer.create(new InetSocketAddress(here, port), 0);
      port = started.getAddress().getPort();
      threads = Executors.newVirtualThreadPerTaskExecutor();
      started.setExecutor(threads);
      started.createContext("/v1/", this::serve);
      started.start();
      server = started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public synchronized String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Whether the rune has this command. */
  public void allow(String method, boolean isAllowed) {
    if (isAllowed) {
      forbidden.remove(method);
    } else {
      forbidden.add(method);
    }
  }

  /**
   * What a payer's node is given who asks for an invoice of an offer.
   *
   * @throws IllegalStateException where it gives none
   */
  public Invoice fetch(String offer) {
    try {
      return methods.fetch(offer);
    } catch (ClnError e) {
      throw new IllegalStateException(String.valueOf(e.getMessage()), e);
    }
  }

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
      try {
        send(exchange, CREATED, answer(exchange));
      } catch (ClnError e) {
        send(exchange, e.status(), e.json());
      } catch (JacksonException e) {
        send(exchange, 400, Map.of("code", -32700, "message", "no JSON"));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Map<String, Object> answer(HttpExchange exchange)
      throws IOException, InterruptedException {
    String method = exchange.getRequestURI().getPath().substring("/v1/".length());
    JsonNode params = JSON.readTree(exchange.getRequestBody().readAllBytes());
    boolean isKnown = RUNE.equals(exchange.getRequestHeaders().getFirst("Rune"));
    if (!isKnown || forbidden.contains(method)) {
      throw new ClnError(ClnError.NOT_PERMITTED, "Not permitted: " + method);
    }
    return methods.call(method, params);
  }

  private static void send(HttpExchange exchange, int status, Map<String, ?> content)
      throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(content);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
