package io.aureus.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.aureus.testing.Browser;
import io.aureus.testing.SimulatedCoinNode;
import io.aureus.testing.Visitor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * IN-28 from the sources of rates to the shop's program and the payer's page, in live mode: without
 * a rate that can be believed no quote is made, and what was quoted before holds.
 */
class CoinRateTroubleTest {
  private static final String PRICE = "65000";
  private static final Map<String, Object> WISH =
      Map.of("chain", "BTC", "currency", "BTC", "vs_currency", "USD", "vs_price", 13);

  private static final RateMarkets MARKETS = new RateMarkets();
  private static CoinTown town;

  @BeforeAll
  static void open() {
    MARKETS.bitcoin(PRICE, PRICE, PRICE);
    Map<String, Object> settings = new HashMap<>(MARKETS.settings());
    settings.put("aureus.mode", "live");
    settings.put("aureus.database.durable", "true");
    settings.put("aureus.web.base-url", "https://pay.shop.example");
    settings.put("aureus.callbacks.allow", "127.0.0.1");
    town = new CoinTown(SimulatedCoinNode.start("BTC", Clock.systemUTC()), settings, Map.of());
  }

  @AfterAll
  static void close() {
    town.close();
    MARKETS.close();
  }

  @BeforeEach
  void ratesThatCanBeBelieved() {
    MARKETS.bitcoin(PRICE, PRICE, PRICE);
    CoinTown.await("a rate", () -> answer().path("code").asInt() == 0);
  }

  @Test
  void in28AnOutlierIsLeftOutAndWhereAllDifferThereIsNoQuote() {
    MARKETS.bitcoin("650000", PRICE, PRICE);
    pause();
    // 13 / 65000, to the unit.
    assertThat(town.order("13").due()).isEqualTo(BigInteger.valueOf(20_000));
    MARKETS.bitcoin("650000", PRICE, "6500");
    mustBeRefused("there is no dependable rate of BTC in USD now: the sources disagree");
  }

  @Test
  void in28AStaleOrMissingPriceIsNoPriceWhoeverStillTellsIt() {
    MARKETS.bitcoin("", PRICE, PRICE);
    pause();
    assertThat(town.order("13").due()).isEqualTo(BigInteger.valueOf(20_000));
    MARKETS.grow(Duration.ofMinutes(5));
    mustBeRefused("1 of 2 sources that must agree have a fresh price");
  }

  @Test
  void in28WithoutAnySourceWhatWasQuotedHoldsAndNothingNewIsQuoted() {
    Story story = town.order("26");
    assertThat(story.due()).isEqualTo(BigInteger.valueOf(40_000));
    MARKETS.goAway();
    mustBeRefused("Failing are bitstamp: HTTP 500; coinbase: HTTP 500; kraken: HTTP 500");
    story.pay(story.due());
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(new BigDecimal(story.text("obtained"))).isEqualByComparingTo("0.0004");
    town.mustBalance();
  }

  @Test
  void in28ThePayerReadsThatTheCoinHasNoPriceNowAndChoosesItWhenItHas() {
    String token =
        town.shop()
            .created("/api/order/pay-url", Map.of("price", "13", "currency", "USD"))
            .get("token")
            .asString();
    try (Visitor payer = Browser.visitor(390)) {
      Page page = payer.page();
      Locator bitcoin = page.locator(".coin", new Page.LocatorOptions().setHasText("BTC"));
      String choice = town.gateway().url() + "/checkout/choose?token=" + token;
      page.navigate(choice);
      assertThat(bitcoin.locator(".coin-amount")).hasText("0.0002 BTC");
      MARKETS.bitcoin("70000", PRICE, "60000");
      CoinTown.await("no rate", () -> answer().path("code").asInt() == 503);
      // The page still offers it, at a price that nobody stands by any more.
      bitcoin.click();
      assertThat(page.locator(".trouble")).containsText("That coin cannot be chosen just now");
      assertThat(bitcoin.locator(".coin-amount")).containsText("No price for it just now");
      assertThat(page.locator("button.coin")).hasCount(1);
      payer.look("coin-no-rate");
      assertThat(payer.complaints()).allMatch(words -> words.contains("503"));
      MARKETS.bitcoin(PRICE, PRICE, PRICE);
      CoinTown.await("a rate", () -> answer().path("code").asInt() == 0);
      page.navigate(choice);
      bitcoin.click();
      assertThat(page.locator("#network")).hasText("Bitcoin");
    }
  }

  /** Nothing is left of an asking that was refused. */
  private static void mustBeRefused(String words) {
    CoinTown.await("no rate", () -> answer().path("code").asInt() == 503);
    CoinTown.await("the words", () -> answer().path("message").asString().contains(words));
    List<Long> before = orders();
    JsonNode refused = answer();
    assertThat(refused.path("code").asInt()).as(refused.toString()).isEqualTo(503);
    assertThat(refused.path("message").asString()).contains("Try again in half a minute");
    assertThat(orders()).isEqualTo(before);
  }

  private static JsonNode answer() {
    return town.shop().post("/api/order/pay-info", WISH);
  }

  private static List<Long> orders() {
    return town.database().jdbc().sql("select count(*) from orders").query(Long.class).list();
  }

  /** Each source has been asked once more, and what it said is read. */
  private static void pause() {
    ChainTime.sleep(4_000);
  }
}
