package io.aureus.payouts;

import io.aureus.keys.SpendingPolicy;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.payouts.CoinChoice.Price;
import java.math.BigInteger;
import java.util.Optional;

/** What the network asks of coins now, and what we pay at most. */
final class CoinRates {
  private static final long PER = 1_000;
  private static final BigInteger ALL = BigInteger.valueOf(Long.MAX_VALUE);

  private final CoinPrices prices;
  private final SpendingPolicy policy;
  private final PayoutsSettings settings;

  CoinRates(CoinPrices prices, SpendingPolicy policy, PayoutsSettings settings) {
    this.prices = prices;
    this.policy = policy;
    this.settings = settings;
  }

  /** For 1,000 virtual bytes, and never below our floor; empty where it is not known now. */
  Optional<Long> now(Chain chain) {
    return prices.of(chain).map(this::atLeast);
  }

  /** The rate, or our floor where that is higher. */
  long atLeast(long rate) {
    return Math.max(rate, settings.coinRateLeast() * PER);
  }

  /** What a merchant is asked for so many virtual bytes: nobody pays more than our limit. */
  Optional<Long> cost(Chain chain, long bytes) {
    return asked(chain).map(rate -> cost(rate, bytes));
  }

  /** The rate that merchants are asked for, likewise. */
  Optional<Long> asked(Chain chain) {
    return now(chain).map(rate -> Math.min(rate, settings.coinRateMost() * PER));
  }

  static long cost(long rate, long bytes) {
    return (rate * bytes + PER - 1) / PER;
  }

  boolean isTooDear(long rate) {
    return rate > most();
  }

  /** Our limit for 1,000 virtual bytes. */
  long most() {
    return settings.coinRateMost() * PER;
  }

  /** Asks the signer, which may be another process: in no transaction. */
  DayFees ofDay(Asset coin) {
    return DayFees.of(policy, coin);
  }

  /** With what the signer lets one transaction cost. */
  Price price(Asset coin, long rate) {
    Amount most = policy.rules().coinFeeCap().getOrDefault(coin.code(), Amount.zero(coin));
    return new Price(rate, most.units().min(ALL).longValueExact());
  }
}
