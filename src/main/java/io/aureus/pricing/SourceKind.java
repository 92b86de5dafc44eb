package io.aureus.pricing;

import java.util.Arrays;
import java.util.List;

/** The sources that there are. */
enum SourceKind {
  COINBASE(CoinbaseRates.NAME, true),
  KRAKEN(KrakenRates.NAME, true),
  BITSTAMP(BitstampRates.NAME, true),
  COINGECKO(CoinGeckoRates.NAME, true),
  ER_API(OpenErRates.NAME, false),
  ECB(EcbRates.NAME, false);

  private final String code;
  private final boolean pricesCoins;

  SourceKind(String code, boolean pricesCoins) {
    this.code = code;
    this.pricesCoins = pricesCoins;
  }

  /** False where it knows fiat currencies alone. */
  boolean pricesCoins() {
    return pricesCoins;
  }

  RateSource make(RateClient client, Wanted wanted) {
    return switch (this) {
      case COINBASE -> new CoinbaseRates(client, wanted);
      case KRAKEN -> new KrakenRates(client, wanted);
      case BITSTAMP -> new BitstampRates(client, wanted);
      case COINGECKO -> new CoinGeckoRates(client, wanted);
      case ER_API -> new OpenErRates(client, wanted);
      case ECB -> new EcbRates(client, wanted);
    };
  }

  static boolean known(String code) {
    return names().contains(code);
  }

  static SourceKind of(String code) {
    return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst().orElseThrow();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(kind -> kind.code).toList();
  }
}
