package io.aureus.pricing;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * CoinGecko: {@code GET /api/v3/simple/price}. It averages many exchanges, and prices Bitcoin in
 * every fiat currency: the dollar's crosses follow from that.
 */
final class CoinGeckoRates implements RateSource {
  static final String NAME = "coingecko";

  /** Its public door closes for a while where it is asked more often. */
  private static final Duration LEAST_PAUSE = Duration.ofSeconds(30);

  private static final Map<String, String> IDS =
      new TreeMap<>(
          Map.of(
              "BTC", "bitcoin",
              "ETH", "ethereum",
              "LTC", "litecoin",
              "BNB", "binancecoin",
              "TRX", "tron",
              "USDT", "tether",
              "USDC", "usd-coin",
              "DAI", "dai"));

  private final RateClient client;
  private final Wanted wanted;

  CoinGeckoRates(RateClient client, Wanted wanted) {
    this.client = client;
    this.wanted = wanted;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Duration every() {
    return wanted.every().compareTo(LEAST_PAUSE) > 0 ? wanted.every() : LEAST_PAUSE;
  }

  @Override
  public Answer ask() {
    String ids =
        Stream.concat(Stream.of("BTC"), wanted.symbols().stream())
            .distinct()
            .filter(IDS::containsKey)
            .map(IDS::get)
            .collect(Collectors.joining(","));
    String currencies =
        Stream.concat(Stream.of(Pair.USD), wanted.fiats().stream())
            .map(code -> code.toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(","));
    String query =
        "?ids=%s&vs_currencies=%s&include_last_updated_at=true&precision=full"
            .formatted(ids, currencies);
    JsonNode answer =
        client.json(NAME, "https://api.coingecko.com", "/api/v3/simple/price" + query);
    if (answer.has("status")) {
      throw new RateFailure("it says " + answer.path("status").path("error_message"));
    }
    Ballot ballot = new Ballot(NAME);
    for (String symbol : wanted.symbols()) {
      JsonNode coin = answer.path(IDS.getOrDefault(symbol, ""));
      ballot.price(Pair.coin(symbol), coin.path("usd"), said(coin));
    }
    JsonNode bitcoin = answer.path("bitcoin");
    for (String fiat : wanted.fiats()) {
      JsonNode price = bitcoin.path(fiat.toLowerCase(Locale.ROOT));
      ballot.cross(Pair.dollarIn(fiat), price, bitcoin.path("usd"), said(bitcoin));
    }
    return ballot.close();
  }

  private Instant said(JsonNode coin) {
    Instant now = wanted.clock().instant();
    Instant said = Instant.ofEpochSecond(coin.path("last_updated_at").asLong(0));
    return said.isBefore(now) ? said : now;
  }
}
