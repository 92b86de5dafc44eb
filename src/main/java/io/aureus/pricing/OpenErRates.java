package io.aureus.pricing;

import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** ExchangeRate-API's open access: {@code GET /v6/latest/USD}, fiat only, new once a day. */
final class OpenErRates implements RateSource {
  static final String NAME = "er-api";

  private final RateClient client;
  private final Wanted wanted;

  OpenErRates(RateClient client, Wanted wanted) {
    this.client = client;
    this.wanted = wanted;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Duration every() {
    return Duration.ofHours(2);
  }

  @Override
  public Answer ask() {
    JsonNode answer = client.json(NAME, "https://open.er-api.com", "/v6/latest/USD");
    if (!answer.path("result").asString("").equals("success")
        || !answer.path("base_code").asString("").equals(Pair.USD)) {
      throw new RateFailure("it says " + answer.path("error-type").asString("no success"));
    }
    Instant said = Instant.ofEpochSecond(answer.path("time_last_update_unix").asLong(0));
    Ballot ballot = new Ballot(NAME);
    for (String fiat : wanted.fiats()) {
      ballot.price(Pair.dollarIn(fiat), answer.path("rates").path(fiat), said);
    }
    return ballot.close();
  }
}
