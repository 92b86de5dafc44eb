package io.aureus.journeys;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.testing.TwoLightningNodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two LNDs, of which somebody sits before the shop's and meddles with what a gateway hears of
 * payments: orders or their answers are lost, and its record says what it should not.
 */
final class MeddledNodes implements TwoLightningNodes {
  /** What becomes of an order to pay. */
  enum Orders {
    TAKEN,
    /** The node has it, and nobody hears its answer. */
    ANSWER_LOST,
    LOST
  }

  private static final String SEND = "/v2/router/send";
  private static final String TRACK = "/v2/router/track/";

  private final TwoLightningNodes nodes;
  private final Map<String, Object> more;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, String> records = new ConcurrentHashMap<>();
  private final Map<String, String> later = new ConcurrentHashMap<>();
  private final AtomicInteger ordered = new AtomicInteger();
  private volatile Orders orders = Orders.TAKEN;

  /**
   * @param more settings of the gateways beside the nodes' own
   */
  MeddledNodes(TwoLightningNodes nodes, Map<String, Object> more) throws IOException {
    this.nodes = nodes;
    this.more = more;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  void orders(Orders next) {
    orders = next;
  }

  /** How many orders to pay there were. */
  int ordered() {
    return ordered.get();
  }

  /** After an order its record says that it failed, as some do between two tries. */
  void saysFailed(String paymentHash) {
    later.put(
        path(paymentHash),
        """
        {"result":{"payment_hash":"%s","value_msat":"1","fee_msat":"0","payment_preimage":"%s",\
        "status":"FAILED","failure_reason":"FAILURE_REASON_NO_ROUTE","htlcs":[]}}
        """
            .formatted(paymentHash, "0".repeat(64)));
  }

  /** Its record says that it knows of no such payment, as that of a node made anew does. */
  void forgets(String paymentHash) {
    records.put(
        path(paymentHash),
        """
        {"error":{"code":5,"message":"payment isn't initiated","details":[]}}
        """);
  }

  /** Everything is as it was. */
  void remembers() {
    records.clear();
    later.clear();
    orders = Orders.TAKEN;
  }

  private static String path(String paymentHash) {
    return TRACK + Base64.getUrlEncoder().encodeToString(HexFormat.of().parseHex(paymentHash));
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Orders fate = path.equals(SEND) ? orders : Orders.TAKEN;
      if (path.equals(SEND)) {
        ordered.incrementAndGet();
        records.putAll(later);
      }
      if (fate == Orders.LOST) {
        return;
      }
      String record = records.get(path);
      if (record != null) {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(record.getBytes(StandardCharsets.UTF_8));
        return;
      }
      pass(exchange, fate == Orders.ANSWER_LOST);
    }
  }

  private void pass(HttpExchange exchange, boolean isLost) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(nodes.shopUrl() + exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    String macaroon = exchange.getRequestHeaders().getFirst("Grpc-Metadata-macaroon");
    request.header("Grpc-Metadata-macaroon", macaroon == null ? "" : macaroon);
    if (isLost) {
      var _ = client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
      ChainTime.sleep(300);
      return;
    }
    try {
      HttpResponse<InputStream> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      exchange.sendResponseHeaders(answer.statusCode(), 0);
      copy(answer.body(), exchange.getResponseBody());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] some = new byte[8_192];
    try (from) {
      for (int read = from.read(some); read >= 0; read = from.read(some)) {
        to.write(some, 0, read);
        to.flush();
      }
    }
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> all = new HashMap<>(nodes.settings());
    all.put("aureus.chains.bln.rpc", shopUrl());
    all.putAll(more);
    return all;
  }

  @Override
  public String shopUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public LightningNode payer() {
    return nodes.payer();
  }

  @Override
  public LightningNode shop() {
    return nodes.shop();
  }

  @Override
  public void stopShop() {
    nodes.stopShop();
  }

  @Override
  public void startShop() {
    nodes.startShop();
  }

  @Override
  public void hold(boolean isHeld) {
    nodes.hold(isHeld);
  }

  @Override
  public void holdAtPayer(boolean isHeld) {
    nodes.holdAtPayer(isHeld);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
    nodes.close();
  }
}
