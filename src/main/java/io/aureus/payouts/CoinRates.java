package io.aureus.payouts;

import io.aureus.keys.SpendingPolicy;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.payouts.CoinChoice.Price;
import java.math.BigDecimal;
import java.util.Optional;

/** What the network asks of coins now, and what we pay at most. */
final class CoinRates {
  private static final long PER = 1_000;
  private static final BigDecimal ALL = BigDecimal.valueOf(Long.MAX_VALUE);

  private final GasPrices prices;
  private final SpendingPolicy policy;
  private final PayoutsSettings settings;

  CoinRates(GasPrices prices, SpendingPolicy policy, PayoutsSettings settings) {
    this.prices = prices;
    this.policy = policy;
    this.settings = settings;
  }

  /** For 1,000 virtual bytes; empty where it is not known now. */
  Optional<Long> now(Chain chain) {
    return prices.of(chain).map(price -> price.base().longValueExact());
  }

  boolean isTooDear(long rate) {
    return rate > settings.coinRateMost() * PER;
  }

  /** With what the signer lets one transaction cost. */
  Price price(Asset coin, long rate) {
    BigDecimal most = policy.rules().coinFeeCap().movePointRight(coin.scale());
    return new Price(rate, most.min(ALL).longValue());
  }
}
