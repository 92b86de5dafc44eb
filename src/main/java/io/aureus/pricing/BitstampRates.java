package io.aureus.pricing;

import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** Bitstamp: {@code GET /api/v2/ticker/}, all markets in one answer. */
final class BitstampRates implements RateSource {
  static final String NAME = "bitstamp";

  private final RateClient client;
  private final Wanted wanted;

  BitstampRates(RateClient client, Wanted wanted) {
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
    JsonNode markets = client.json(NAME, "https://www.bitstamp.net", "/api/v2/ticker/");
    if (!markets.isArray()) {
      throw new RateFailure("the answer is not a list of markets");
    }
    Instant now = wanted.clock().instant();
    Ballot ballot = new Ballot(NAME);
    for (JsonNode market : markets) {
      String pair = market.path("pair").asString("");
      for (String symbol : wanted.symbols()) {
        if (pair.equals(symbol + "/USD")) {
          Instant said = Instant.ofEpochSecond(market.path("timestamp").asLong(0));
          ballot.middle(
              Pair.coin(symbol),
              market.path("bid"),
              market.path("ask"),
              said.isBefore(now) ? said : now);
        }
      }
    }
    return ballot.close();
  }
}
