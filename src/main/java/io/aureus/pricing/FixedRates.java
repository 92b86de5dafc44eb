package io.aureus.pricing;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The sandbox's rates: always the same, never old. They stand for no market. */
final class FixedRates implements Votes {
  static final String NAME = "fixed";

  private static final Map<String, String> USUAL =
      Map.ofEntries(
          Map.entry("ETH", "2500"),
          Map.entry("BNB", "600"),
          Map.entry("BTC", "65000"),
          Map.entry("LTC", "80"),
          Map.entry("TRX", "0.125"),
          Map.entry("USDT", "1.0002"),
          Map.entry("USDC", "0.9999"),
          Map.entry("DAI", "1.0001"),
          Map.entry("AUD", "1.52"),
          Map.entry("BRL", "5.41"),
          Map.entry("CAD", "1.37"),
          Map.entry("CNY", "7.18"),
          Map.entry("EUR", "0.92"),
          Map.entry("GBP", "0.78"),
          Map.entry("HKD", "7.81"),
          Map.entry("IDR", "15900"),
          Map.entry("INR", "83.5"),
          Map.entry("JPY", "151"),
          Map.entry("KRW", "1370"),
          Map.entry("MXN", "17.1"),
          Map.entry("MYR", "4.71"),
          Map.entry("NZD", "1.66"),
          Map.entry("PKR", "278.4"),
          Map.entry("PLN", "3.97"),
          Map.entry("RUB", "92.5"),
          Map.entry("SEK", "10.6"),
          Map.entry("SGD", "1.35"),
          Map.entry("THB", "36.4"));

  private final Clock clock;
  private final Map<String, BigDecimal> prices = new TreeMap<>();

  /**
   * @param overrides dollars per coin by symbol, or fiat per dollar by fiat code
   */
  FixedRates(Clock clock, Map<String, BigDecimal> overrides) {
    this.clock = clock;
    USUAL.forEach((code, price) -> prices.put(code, new BigDecimal(price)));
    overrides.forEach((code, price) -> prices.put(code.toUpperCase(Locale.ROOT), price));
  }

  @Override
  public List<Vote> on(Pair pair) {
    BigDecimal price = prices.get(pair.base().equals(Pair.USD) ? pair.quote() : pair.base());
    return price == null ? List.of() : List.of(new Vote(NAME, price, clock.instant()));
  }

  @Override
  public List<RateHealth.SourceHealth> sources() {
    return List.of(new RateHealth.SourceHealth(NAME, true, clock.instant(), ""));
  }
}
