package io.aureus.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.CatalogueFile;
import io.aureus.money.CatalogueFile.Choice;
import io.aureus.money.FiatAmount;
import io.aureus.pricing.RateHealth.SourceHealth;
import io.aureus.testing.AdjustableClock;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Consensus.Rules RULES =
      new Consensus.Rules(Duration.ofMinutes(2), new BigDecimal("2"), 2);
  private static final Catalogue CATALOGUE =
      CatalogueFile.read(
          Map.of(
              "ETH", new Choice("simulated", 0, Map.of()),
              "BNB", new Choice("simulated", 0, Map.of())));
  private static final Asset ETH = CATALOGUE.known("ETH");
  private static final Asset USDT = CATALOGUE.known("USDT-ERC20");

  private final AdjustableClock clock = new AdjustableClock(NOW);
  private final RateBoard board = new RateBoard(List.of("coinbase", "kraken", "er-api", "ecb"));
  private final MarketQuotes quotes =
      new MarketQuotes(board, RULES, Duration.ofDays(4), CATALOGUE, clock);
  private final MarketQuotes sandbox =
      new MarketQuotes(
          new FixedRates(clock, Map.of("eth", new BigDecimal("2600.00"))),
          new Consensus.Rules(Duration.ofMinutes(2), new BigDecimal("2"), 1),
          Duration.ofDays(4),
          CATALOGUE,
          clock);

  @Test
  void quotesDollarsAtTheMedianRoundedUp() {
    say("coinbase", Map.of("ETH/USD", "2500", "USDT/USD", "1.0002"));
    say("kraken", Map.of("ETH/USD", "2500.02", "USDT/USD", "1.0000"));
    Quote quote = quotes.quote(usd("19"), ETH, false);
    assertThat(quote.rate())
        .isEqualTo(new Rate(new BigDecimal("2500.01"), NOW, List.of("coinbase", "kraken")));
    // 19 / 2500.01 = 0.00759996960…
    assertThat(quote.amount().decimal()).isEqualByComparingTo("0.00759997");
    assertThat(quote.price()).isEqualTo(usd("19"));
    // Stablecoins are priced by the market: 19 / 1.0001 = 18.99810…
    assertThat(quotes.quote(usd("19"), USDT, false).amount().units()).isEqualTo(18_998_200);
  }

  @Test
  void refusesWhatTheNetworkOfACoinWouldNotPassOnAndSaysTheLeast() {
    Catalogue catalogue = CatalogueFile.read(Map.of("BTC", new Choice("mainnet", 0, Map.of())));
    MarketQuotes fixed =
        new MarketQuotes(
            new FixedRates(clock, Map.of("btc", new BigDecimal("65000"))),
            new Consensus.Rules(Duration.ofMinutes(2), new BigDecimal("2"), 1),
            Duration.ofDays(4),
            catalogue,
            clock);
    Asset bitcoin = catalogue.known("BTC");
    assertThat(fixed.quote(usd("0.36"), bitcoin, false).amount().units()).isEqualTo(554);
    assertThatThrownBy(() -> fixed.quote(usd("0.30"), bitcoin, false))
        .isInstanceOfSatisfying(
            Refusal.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.BAD_REQUEST))
        .hasMessageContaining("0.00000546 at least, about 0.36 USD");
  }

  @Test
  void quotesOtherCurrenciesByTheDollarsCross() {
    say("coinbase", Map.of("ETH/USD", "2500", "USD/KRW", "1370"));
    say("kraken", Map.of("ETH/USD", "2500"));
    say("ecb", Map.of("USD/KRW", "1371"), NOW.minus(Duration.ofDays(2)));
    Quote quote = quotes.quote(new FiatAmount("KRW", new BigDecimal("50000")), ETH, false);
    assertThat(quote.rate().price()).isEqualByComparingTo("3426250");
    assertThat(quote.rate().sources()).containsExactly("coinbase", "ecb", "kraken");
    assertThat(quote.rate().at()).isEqualTo(NOW.minus(Duration.ofDays(2)));
    assertThat(quote.amount().decimal()).isEqualByComparingTo("0.01459322");
  }

  @Test
  void leavesTheFixingsOfTheDayAsideWhereLiveSourcesAgree() {
    say("coinbase", Map.of("ETH/USD", "2500", "USD/EUR", "0.92"));
    say("kraken", Map.of("ETH/USD", "2500", "USD/EUR", "0.93"));
    say("ecb", Map.of("USD/EUR", "0.95"), NOW.minus(Duration.ofDays(2)));
    Rate rate = quotes.quote(new FiatAmount("EUR", BigDecimal.TEN), ETH, false).rate();
    assertThat(rate.price()).isEqualByComparingTo("2312.5");
    assertThat(rate.at()).isEqualTo(NOW);
  }

  /** IN-28: absent, stale or disputed: a clear error, never a silent old price. */
  @Test
  void makesNoQuoteFromAStaleAbsentOrDisputedRate() {
    board.put(new SourceHealth("ecb", false, null, "HTTP 503"), Map.of());
    assertUnavailable("0 of 2 sources", "ecb: HTTP 503");
    say("kraken", Map.of("ETH/USD", "2500"));
    assertUnavailable("1 of 2 sources", "kraken says 2500 (0 s ago)", "coinbase: not asked yet");
    say("coinbase", Map.of("ETH/USD", "2700"));
    assertUnavailable("disagree", "coinbase says 2700", "kraken says 2500");
    say("coinbase", Map.of("ETH/USD", "2501"));
    assertThat(quotes.quote(usd("1"), ETH, false).rate().price()).isEqualByComparingTo("2500.5");
    clock.advance(Duration.ofMinutes(2));
    assertThat(quotes.quote(usd("1"), ETH, false).rate().at()).isEqualTo(NOW);
    clock.advance(Duration.ofSeconds(1));
    assertUnavailable("0 of 2 sources", "(121 s ago)");
  }

  @Test
  void makesNoQuoteInACurrencyWhoseCrossIsMissing() {
    say("coinbase", Map.of("ETH/USD", "2500", "USD/RUB", "92"));
    say("kraken", Map.of("ETH/USD", "2500"));
    assertThatThrownBy(() -> quotes.quote(new FiatAmount("RUB", BigDecimal.TEN), ETH, false))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
              assertThat(refusal.words()).contains("USD in RUB").contains("1 of 2");
            });
  }

  /** IN-27. */
  @Test
  void countsADollarStablecoinAsADollarWhereAskedTo() {
    Quote quote = quotes.quote(usd("18.00"), USDT, true);
    assertThat(quote.amount().decimal()).isEqualByComparingTo("18");
    assertThat(quote.rate()).isEqualTo(new Rate(BigDecimal.ONE, NOW, List.of("one-to-one")));
    say("coinbase", Map.of("USD/EUR", "0.92"));
    say("kraken", Map.of("USD/EUR", "0.92"));
    Quote euros = quotes.quote(new FiatAmount("EUR", new BigDecimal("92")), USDT, true);
    assertThat(euros.amount().decimal()).isEqualByComparingTo("100");
    assertThat(euros.rate().sources()).containsExactly("coinbase", "kraken", "one-to-one");
  }

  /** IN-27. */
  @Test
  void refusesOneToOneForAnyOtherCoin() {
    assertThatThrownBy(() -> sandbox.quote(usd("18"), ETH, true))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
              assertThat(refusal.words())
                  .contains("fixed_encrypt_price", "ETH", "USDT-ERC20", "USDC-ERC20");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"XYZ", "usd", "", "<script>", "US\n"})
  void refusesAnUnknownCurrencyAndListsTheKnownOnes(String currency) {
    assertThatThrownBy(() -> sandbox.quote(new FiatAmount(currency, BigDecimal.ONE), ETH, false))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED);
              assertThat(refusal.words())
                  .contains("AUD, BRL, CAD, CNY, EUR, GBP, HKD, IDR")
                  .doesNotContain("<script>")
                  .doesNotContain("\n");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "0, more than 0",
    "0.000, more than 0",
    "-1, more than 0",
    "1e30, digits before",
    "1e2147483647, digits before",
    "1000000000000000, digits before",
    "0.0000000000000000001, decimals",
    "1e-2147483647, decimals",
    "1.1234567890123456789012345678901234567890, decimals",
  })
  void refusesAPriceThatIsNone(String price, String says) {
    assertThatThrownBy(() -> sandbox.quote(usd(price), ETH, false))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
              assertThat(refusal.words()).contains(says);
            });
  }

  @Test
  void takesThePricesAtTheEdges() {
    assertThat(sandbox.quote(usd("0.000000000000000001"), ETH, false).amount().units())
        .isEqualTo(BigInteger.TEN.pow(10));
    assertThat(sandbox.quote(usd("999999999999999"), USDT, false).amount().isPositive()).isTrue();
    assertThat(sandbox.quote(usd("1.0000000000000000000000000"), USDT, true).amount().text())
        .isEqualTo("1.0");
    assertThat(sandbox.quote(new FiatAmount("JPY", new BigDecimal("1500")), ETH, false).amount())
        .satisfies(amount -> assertThat(amount.decimal()).isEqualByComparingTo("0.00382069"));
  }

  @Test
  void refusesAnAmountBeyondAllCoins() {
    say("coinbase", Map.of("USDT/USD", "0.000000001"));
    say("kraken", Map.of("USDT/USD", "0.000000001"));
    assertThatThrownBy(() -> quotes.quote(usd("999999999999999"), USDT, false))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.words()).contains("more than 10^15 USDT-ERC20"));
  }

  @Test
  void quotesTheSandboxByItsFixedRatesInEveryCurrencyAndAtAnyTime() {
    clock.advance(Duration.ofDays(400));
    assertThat(CATALOGUE.fiats()).hasSize(21);
    for (String fiat : CATALOGUE.fiats()) {
      for (Asset asset : CATALOGUE.assets()) {
        Quote quote = sandbox.quote(new FiatAmount(fiat, new BigDecimal("100")), asset, false);
        assertThat(quote.rate().sources()).containsExactly("fixed");
        assertThat(quote.rate().at()).isEqualTo(clock.instant());
      }
    }
    assertThat(sandbox.quote(usd("1"), ETH, false).rate().price()).isEqualByComparingTo("2600");
    assertThat(sandbox.pairs()).hasSize(5 + 20).allMatch(pair -> pair.price() != null);
  }

  /** Invariant 6: no rounding against the shop, nor against the payer beyond one unit. */
  @Test
  void neverQuotesBelowThePriceNorAboveItByMoreThanOneUnit() {
    SplittableRandom random = new SplittableRandom(20261122);
    for (int round = 0; round < 20_000; round++) {
      Asset asset = CATALOGUE.assets().get(random.nextInt(CATALOGUE.assets().size()));
      BigDecimal dollars = decimal(random, 1, 18).add(new BigDecimal("0.000001"));
      say("coinbase", Map.of(asset.symbol() + "/USD", dollars.toPlainString()));
      say("kraken", Map.of(asset.symbol() + "/USD", dollars.toPlainString()));
      BigDecimal price = decimal(random, 0, 8).add(new BigDecimal("0.01"));
      Quote quote = quotes.quote(new FiatAmount("USD", price), asset, false);
      BigDecimal rate = quote.rate().price();
      BigDecimal paid = quote.amount().decimal().multiply(rate);
      BigDecimal unit = BigDecimal.ONE.movePointLeft(asset.quoteScale()).multiply(rate);
      assertThat(paid).isGreaterThanOrEqualTo(price);
      assertThat(paid.subtract(unit)).isLessThan(price);
      assertThat(quote.amount().decimal().stripTrailingZeros().scale())
          .isLessThanOrEqualTo(asset.quoteScale());
    }
  }

  private static BigDecimal decimal(SplittableRandom random, int leastScale, int mostScale) {
    return new BigDecimal(
        BigInteger.valueOf(random.nextLong(1, 1_000_000_000L)),
        random.nextInt(leastScale, mostScale + 1));
  }

  private void assertUnavailable(String... words) {
    assertThatThrownBy(() -> quotes.quote(usd("1"), ETH, false))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
              assertThat(refusal.retryAfter()).isPositive();
              assertThat(refusal.words()).contains("ETH in USD").contains(words);
            });
  }

  private void say(String source, Map<String, String> prices) {
    say(source, prices, clock.instant());
  }

  private void say(String source, Map<String, String> prices, Instant at) {
    Map<Pair, Vote> votes = new HashMap<>();
    prices.forEach(
        (pair, price) -> {
          String[] codes = pair.split("/");
          votes.put(new Pair(codes[0], codes[1]), new Vote(source, new BigDecimal(price), at));
        });
    board.put(new SourceHealth(source, true, at, ""), votes);
  }

  private static FiatAmount usd(String value) {
    return new FiatAmount("USD", new BigDecimal(value));
  }
}
