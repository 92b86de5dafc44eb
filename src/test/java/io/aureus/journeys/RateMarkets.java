package io.aureus.journeys;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Three public sources of rates in small, each saying what a test has it say. */
final class RateMarkets implements AutoCloseable {
  private static final String ETHER = "2500";

  private final HttpServer server;
  private final Map<String, String> bitcoin = new ConcurrentHashMap<>();
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private volatile Duration age = Duration.ZERO;
  private volatile boolean isAway;

  RateMarkets() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** They are asked each second, and what is 10 seconds old is too old. */
  Map<String, Object> settings() {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    return Map.of(
        "aureus.pricing.sources",
        "coinbase,kraken,bitstamp",
        "aureus.pricing.urls.coinbase",
        url,
        "aureus.pricing.urls.kraken",
        url,
        "aureus.pricing.urls.bitstamp",
        url,
        "aureus.pricing.every",
        "1s",
        "aureus.pricing.max-age",
        "10s");
  }

  /** What a bitcoin costs in dollars; empty where that source has no price of it. */
  void bitcoin(String coinbase, String kraken, String bitstamp) {
    isAway = false;
    age = Duration.ZERO;
    bitcoin.putAll(Map.of("coinbase", coinbase, "kraken", kraken, "bitstamp", bitstamp));
  }

  /** The one that tells the time of its prices tells old ones. */
  void grow(Duration old) {
    age = old;
  }

  /** All of them answer with an error from now on. */
  void goAway() {
    isAway = true;
  }

  /** Returns when what they say now has been read: each was asked twice more. */
  void letAllBeAskedAgain() {
    for (String source : bitcoin.keySet()) {
      int before = asked.getOrDefault(source, 0);
      CoinTown.await(source, () -> asked.getOrDefault(source, 0) >= before + 2);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String source =
        path.contains("exchange-rates")
            ? "coinbase"
            : path.contains("Ticker") ? "kraken" : "bitstamp";
    asked.merge(source, 1, Integer::sum);
    String body =
        switch (source) {
          case "coinbase" -> coinbase();
          case "kraken" -> kraken();
          default -> bitstamp();
        };
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(isAway ? 500 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String price(String source) {
    return bitcoin.getOrDefault(source, "");
  }

  /** It says how much of a coin a dollar is. */
  private String coinbase() {
    String dollars = price("coinbase");
    String rate =
        dollars.isEmpty()
            ? ""
            : ",\"BTC\":\"%s\""
                .formatted(
                    BigDecimal.ONE
                        .divide(new BigDecimal(dollars), MathContext.DECIMAL64)
                        .toPlainString());
    return "{\"data\":{\"currency\":\"USD\",\"rates\":{\"ETH\":\"0.0004\"%s}}}".formatted(rate);
  }

  private String kraken() {
    String dollars = price("kraken");
    String market = dollars.isEmpty() ? "" : ",\"XXBTZUSD\":" + sides(dollars);
    return "{\"error\":[],\"result\":{\"XETHZUSD\":%s%s}}".formatted(sides(ETHER), market);
  }

  private static String sides(String dollars) {
    return "{\"a\":[\"%1$s\"],\"b\":[\"%1$s\"]}".formatted(dollars);
  }

  private String bitstamp() {
    String dollars = price("bitstamp");
    String bitcoins = dollars.isEmpty() ? "" : "," + market("BTC/USD", dollars, age);
    return "[" + market("ETH/USD", ETHER, Duration.ZERO) + bitcoins + "]";
  }

  private static String market(String pair, String dollars, Duration old) {
    long at = Instant.now().minus(old).getEpochSecond();
    return "{\"pair\":\"%1$s\",\"bid\":\"%2$s\",\"ask\":\"%2$s\",\"timestamp\":\"%3$d\"}"
        .formatted(pair, dollars, at);
  }
}
