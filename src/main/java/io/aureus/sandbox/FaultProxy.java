package io.aureus.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a gateway and its node, and does to some of the requests what networks do: it
 * delays them, loses the answer after delivery, breaks the connection off before or after it, or
 * delivers twice.
 */
public final class FaultProxy implements AutoCloseable {
  private static final String OFFER = "\"eth_sendRawTransaction\"";
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(1);
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /** What becomes of a request. */
  public enum Fault {
    DELAYED,
    /** Delivered; the answer never comes. */
    UNANSWERED,
    RESET_BEFORE,
    RESET_AFTER,
    /** Delivered twice; the second answer counts. */
    TWICE
  }

  /**
   * How many of a thousand requests suffer, 0 to 1000.
   *
   * @param offers of those that offer a transaction
   * @param others of all others
   */
  public record Rates(int offers, int others) {}

  private final URI target;
  private final RandomGenerator random;
  private final Rates rates;
  private final HttpServer server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Fault, Long> done = new EnumMap<>(Fault.class);

  private FaultProxy(URI target, RandomGenerator random, Rates rates, HttpServer server) {
    this.target = target;
    this.random = random;
    this.rates = rates;
    this.server = server;
  }

  /**
   * Listens on a free port of the loopback address.
   *
   * @param target the node
   * @param random decides which request suffers what
   */
  public static FaultProxy before(String target, RandomGenerator random, Rates rates) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      HttpServer server = HttpServer.create(address, 0);
      FaultProxy proxy = new FaultProxy(URI.create(target), random, rates, server);
      server.setExecutor(proxy.threads);
      server.createContext("/", proxy::serve);
      server.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How often each was done. */
  public Map<Fault, Long> done() {
    synchronized (done) {
      return new EnumMap<>(done);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] request = exchange.getRequestBody().readAllBytes();
      Choice choice = choose(request);
      if (choice == null) {
        answer(exchange, deliver(request));
        return;
      }
      switch (choice.fault()) {
        case DELAYED -> {
          Thread.sleep(choice.millis());
          answer(exchange, deliver(request));
        }
        case UNANSWERED -> {
          deliver(request);
          Thread.sleep(SILENCE);
        }
        // Closing an exchange to which nothing was written breaks its connection.
        case RESET_BEFORE -> {}
        case RESET_AFTER -> deliver(request);
        case TWICE -> {
          deliver(request);
          answer(exchange, deliver(request));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Choice(Fault fault, long millis) {}

  /** Null where nothing befalls it. */
  private @Nullable Choice choose(byte[] request) {
    boolean offers = new String(request, StandardCharsets.UTF_8).contains(OFFER);
    synchronized (done) {
      if (random.nextInt(1000) >= (offers ? rates.offers() : rates.others())) {
        return null;
      }
      Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
      done.merge(fault, 1L, Long::sum);
      return new Choice(fault, 1 + random.nextLong(LONGEST_DELAY.toMillis()));
    }
  }

  private HttpResponse<byte[]> deliver(byte[] request) throws IOException, InterruptedException {
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofByteArray(request);
    return http.send(
        HttpRequest.newBuilder(target)
            .header("Content-Type", "application/json")
            .POST(body)
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> response)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(response.statusCode(), response.body().length);
    exchange.getResponseBody().write(response.body());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    http.shutdownNow();
  }
}
