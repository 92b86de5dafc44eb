package io.aureus.commands;

import io.aureus.database.StartRefused;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The simulated chain, asked behind the gateways' backs. */
final class CrashChain implements AutoCloseable {
  private static final String NATIVE = "ETH";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI node;
  private final SandboxFile coins;

  CrashChain(String url, SandboxFile coins) {
    this.node = URI.create(url);
    this.coins = coins;
  }

  /** A decimal of an asset in its smallest unit. */
  BigInteger units(String asset, BigDecimal amount) {
    return amount.movePointRight(coin(asset).scale()).toBigIntegerExact();
  }

  void pay(String asset, String to, BigInteger units) {
    call(
        "sim_pay",
        asset.equals(NATIVE)
            ? Map.of("to", to, "units", units.toString())
            : Map.of("to", to, "units", units.toString(), "asset", coin(asset).contract()));
  }

  /**
   * @param pause between two blocks; zero for no block at all
   */
  void mineEvery(Duration pause) {
    call("sim_setBlockTime", pause.toMillis());
  }

  /** What an address has at the head. */
  BigInteger held(String asset, String address) {
    if (asset.equals(NATIVE)) {
      return whole(call("eth_getBalance", address, "latest"));
    }
    String data = "0x70a08231" + "0".repeat(24) + address.substring(2).toLowerCase(Locale.ROOT);
    return whole(call("eth_call", Map.of("to", coin(asset).contract(), "data", data), "latest"));
  }

  /** Every transaction of a sender that is in a block, by its hash; failed ones too. */
  Set<String> sentBy(String sender) {
    Set<String> hashes = new HashSet<>();
    long head = whole(call("eth_blockNumber")).longValueExact();
    for (long number = 0; number <= head; number++) {
      JsonNode block = call("eth_getBlockByNumber", "0x" + Long.toHexString(number), true);
      for (JsonNode transaction : block.path("transactions")) {
        if (transaction.path("from").asString("").equalsIgnoreCase(sender)) {
          hashes.add(transaction.path("hash").asString());
        }
      }
    }
    return hashes;
  }

  /** Which of these are in a block. */
  List<String> mined(List<String> hashes) {
    List<String> mined = new ArrayList<>();
    for (String hash : hashes) {
      if (call("eth_getTransactionReceipt", hash).isObject()) {
        mined.add(hash);
      }
    }
    return mined;
  }

  private SandboxFile.Coin coin(String asset) {
    return coins.coin(asset).orElseThrow(() -> new IllegalStateException("no coin " + asset));
  }

  private static BigInteger whole(JsonNode hex) {
    return new BigInteger(hex.asString().substring(2), 16);
  }

  private JsonNode call(String method, Object... parameters) {
    Map<String, Object> call =
        Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(parameters));
    HttpRequest request =
        HttpRequest.newBuilder(node)
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(DemoAccess.JSON.writeValueAsString(call)))
            .build();
    try {
      JsonNode answer =
          DemoAccess.JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
      if (answer.has("error")) {
        throw new StartRefused(method + ": " + answer.at("/error/message").asString(""));
      }
      return answer.path("result");
    } catch (IOException e) {
      throw new StartRefused("the simulated node does not answer: " + e);
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
