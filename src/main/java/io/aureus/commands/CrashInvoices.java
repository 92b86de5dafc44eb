package io.aureus.commands;

import io.aureus.database.StartRefused;
import io.aureus.sandbox.SimulatedLightning;
import io.aureus.sandbox.SimulatedLnd;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The simulated Lightning, asked behind the gateways' backs: who is paid, and what he has got. */
final class CrashInvoices implements AutoCloseable {
  private static final String LIST = "/v1/invoices?num_max_invoices=10000000";
  private static final String DAYS = "864000";

  private final HttpClient http = HttpClient.newHttpClient();
  private final SimulatedLightning pair;
  private final Map<Integer, Asked> asked = new ConcurrentHashMap<>();

  CrashInvoices(SimulatedLightning pair) {
    this.pair = pair;
  }

  /**
   * An invoice of the receiver.
   *
   * @param text BOLT11
   * @param hash in 64 hexadecimal digits
   */
  record Asked(String text, String hash) {}

  /** The receiver's invoice of a number, always the same one. */
  Asked invoice(int number, long millisatoshi) {
    return asked.computeIfAbsent(
        number,
        n -> {
          JsonNode made =
              call(
                  pair.payer(),
                  "/v1/invoices",
                  Map.of(
                      "memo",
                      "wages " + n,
                      "value_msat",
                      Long.toString(millisatoshi),
                      "expiry",
                      DAYS));
          return new Asked(made.path("payment_request").asString(), hash(made));
        });
  }

  /** What the receiver got, in millisatoshi, by the payment hash. */
  Map<String, Long> received() {
    Map<String, Long> received = new HashMap<>();
    for (JsonNode one : call(pair.payer(), LIST, null).path("invoices")) {
      if (one.path("state").asString("").equals("SETTLED")) {
        received.put(hash(one), Long.parseLong(one.path("amt_paid_msat").asString()));
      }
    }
    return received;
  }

  private static String hash(JsonNode invoice) {
    byte[] bytes = Base64.getDecoder().decode(invoice.path("r_hash").asString());
    return HexFormat.of().formatHex(bytes);
  }

  /** A customer pays an order. */
  void pay(String invoice) {
    JsonNode paid =
        call(
            pair.payer(),
            "/v2/router/send",
            Map.of("payment_request", invoice, "no_inflight_updates", true));
    if (!paid.at("/result/status").asString("").equals("SUCCEEDED")) {
      throw new StartRefused("the simulated customer could not pay: " + paid);
    }
  }

  /** What the gateways' node has on its side, in millisatoshi. */
  long local() {
    JsonNode balance = call(pair.shop(), "/v1/balance/channels", null);
    return Long.parseLong(balance.at("/local_balance/msat").asString());
  }

  /** How often the gateways' node was told to pay what it was paying or had paid. */
  long repeated() {
    return pair.shop().repeated();
  }

  private JsonNode call(SimulatedLnd node, String path, @Nullable Map<String, ?> body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(node.url() + path))
            .timeout(Duration.ofSeconds(60))
            .header("Grpc-Metadata-macaroon", SimulatedLnd.MACAROON);
    if (body != null) {
      request.POST(HttpRequest.BodyPublishers.ofString(DemoAccess.JSON.writeValueAsString(body)));
    }
    try {
      return DemoAccess.JSON.readTree(
          http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new StartRefused("the simulated Lightning does not answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartRefused("interrupted");
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
