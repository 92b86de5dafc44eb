package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.CoinNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * IN-28 from the sources of rates to the shop's program, in live mode: without a rate that can be
 * believed no quote is made, and what was quoted before holds.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CoinRateJourneys {
  static final String PRICE = "65000";

  private static final Map<String, Object> WISH =
      Map.of("chain", "BTC", "currency", "BTC", "vs_currency", "USD", "vs_price", 13);

  private final RateMarkets markets = new RateMarkets();
  private CoinTown town;

  /** A node of the kind that is tested. */
  abstract CoinNode node();

  final CoinTown town() {
    return town;
  }

  final RateMarkets markets() {
    return markets;
  }

  @BeforeAll
  void open() {
    markets.bitcoin(PRICE, PRICE, PRICE);
    Map<String, Object> settings = new HashMap<>(markets.settings());
    settings.put("aureus.mode", "live");
    settings.put("aureus.database.durable", "true");
    settings.put("aureus.web.base-url", "https://pay.shop.example");
    settings.put("aureus.callbacks.allow", "127.0.0.1");
    town = new CoinTown(node(), settings, Map.of());
  }

  @AfterAll
  void close() {
    if (town != null) {
      town.close();
    }
    markets.close();
  }

  @BeforeEach
  void ratesThatCanBeBelieved() {
    markets.bitcoin(PRICE, PRICE, PRICE);
    awaitRate();
  }

  @Test
  void in28AnOutlierIsLeftOutAndWhereAllDifferThereIsNoQuote() {
    markets.bitcoin("650000", PRICE, PRICE);
    markets.letAllBeAskedAgain();
    // 13 / 65000, to the unit.
    assertThat(town.order("13").due()).isEqualTo(BigInteger.valueOf(20_000));
    markets.bitcoin("650000", PRICE, "6500");
    mustBeRefused("there is no dependable rate of BTC in USD now: the sources disagree");
  }

  @Test
  void in28AStaleOrMissingPriceIsNoPriceWhoeverStillTellsIt() {
    markets.bitcoin("", PRICE, PRICE);
    markets.letAllBeAskedAgain();
    assertThat(town.order("13").due()).isEqualTo(BigInteger.valueOf(20_000));
    markets.grow(Duration.ofMinutes(5));
    mustBeRefused("1 of 2 sources that must agree have a fresh price");
  }

  @Test
  void in28WithoutAnySourceWhatWasQuotedHoldsAndNothingNewIsQuoted() {
    Story story = town.order("26");
    assertThat(story.due()).isEqualTo(BigInteger.valueOf(40_000));
    markets.goAway();
    mustBeRefused("Failing are bitstamp: HTTP 500; coinbase: HTTP 500; kraken: HTTP 500");
    story.pay(story.due());
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(new BigDecimal(story.text("obtained"))).isEqualByComparingTo("0.0004");
    town.mustBalance();
  }

  /** Nothing is left of an asking that was refused. */
  private void mustBeRefused(String words) {
    awaitNoRate();
    CoinTown.await("the words", () -> answer().path("message").asString().contains(words));
    List<Long> before = orders();
    JsonNode refused = answer();
    assertThat(refused.path("code").asInt()).as(refused.toString()).isEqualTo(503);
    assertThat(refused.path("message").asString()).contains("Try again in half a minute");
    assertThat(orders()).isEqualTo(before);
  }

  final void awaitRate() {
    CoinTown.await("a rate", () -> answer().path("code").asInt() == 0);
  }

  final void awaitNoRate() {
    CoinTown.await("no rate", () -> answer().path("code").asInt() == 503);
  }

  private JsonNode answer() {
    return town.shop().post("/api/order/pay-info", WISH);
  }

  private List<Long> orders() {
    return town.database().jdbc().sql("select count(*) from orders").query(Long.class).list();
  }
}
