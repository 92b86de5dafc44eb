package io.aureus.pricing;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Kraken: {@code GET /0/public/Ticker}; {@code a} is the best ask, {@code b} the best bid. */
final class KrakenRates implements RateSource {
  static final String NAME = "kraken";

  /** Old markets answer under other names than they are asked by. */
  private static final Map<String, String> KEYS =
      Map.of("BTC", "XXBTZUSD", "ETH", "XETHZUSD", "LTC", "XLTCZUSD", "USDT", "USDTZUSD");

  private final RateClient client;
  private final Wanted wanted;

  KrakenRates(RateClient client, Wanted wanted) {
    this.client = client;
    this.wanted = wanted;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Duration every() {
    return wanted.every();
  }

  @Override
  public Answer ask() {
    String pairs =
        wanted.symbols().stream()
            .map(symbol -> (symbol.equals("BTC") ? "XBT" : symbol) + "USD")
            .collect(Collectors.joining(","));
    JsonNode answer = client.json(NAME, "https://api.kraken.com", "/0/public/Ticker?pair=" + pairs);
    if (!answer.path("error").isEmpty()) {
      throw new RateFailure("it says " + answer.path("error"));
    }
    Instant now = wanted.clock().instant();
    Ballot ballot = new Ballot(NAME);
    for (String symbol : wanted.symbols()) {
      JsonNode market = answer.path("result").path(KEYS.getOrDefault(symbol, symbol + "USD"));
      ballot.middle(Pair.coin(symbol), market.path("b").path(0), market.path("a").path(0), now);
    }
    return ballot.close();
  }
}
