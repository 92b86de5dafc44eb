package io.aureus.pricing;

import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** Coinbase: {@code GET /v2/exchange-rates}, how much of everything one dollar is. */
final class CoinbaseRates implements RateSource {
  static final String NAME = "coinbase";

  private final RateClient client;
  private final Wanted wanted;

  CoinbaseRates(RateClient client, Wanted wanted) {
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
    JsonNode data =
        client
            .json(NAME, "https://api.coinbase.com", "/v2/exchange-rates?currency=USD")
            .path("data");
    if (!data.path("currency").asString("").equals(Pair.USD)) {
      throw new RateFailure("the answer is not about the dollar");
    }
    JsonNode rates = data.path("rates");
    Instant now = wanted.clock().instant();
    Ballot ballot = new Ballot(NAME);
    for (String symbol : wanted.symbols()) {
      ballot.inverse(Pair.coin(symbol), rates.path(symbol), now);
    }
    for (String fiat : wanted.fiats()) {
      ballot.price(Pair.dollarIn(fiat), rates.path(fiat), now);
    }
    return ballot.close();
  }
}
