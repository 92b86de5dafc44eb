package io.aureus.payouts;

import io.aureus.money.Chain;
import io.aureus.money.CoinNetwork;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How money goes out.
 *
 * @param feeFrom who pays the network: the merchant, by a fee in the asset that is fixed when the
 *     payout is asked for, or the operator
 * @param poll the pause between two looks at what is on its way, 100 ms to 5 min
 * @param claim how long a payout stays with a node that has vanished, 1 s to 1 h
 * @param bumpAfter how long a transaction may wait for a block before its fee is raised
 * @param coinBumpAfter likewise on Bitcoin and Litecoin, whose blocks are slower and by chance
 * @param inFlightMost how many transactions of one sender may wait for a block at once, 1 to 1,000:
 *     nodes keep only so many, and fewer where one before them is missing
 * @param bumpsMost how often the fee of one payout is raised at most, 0 to 20
 * @param gasPriceMost what is paid for one gas at most, in gwei, 1 to 100,000
 * @param coinRateMost what is paid for one virtual byte of a transaction of coins at most, in the
 *     smallest unit, 1 to 100,000
 * @param coinRateLeast likewise at least, whatever the network asks, 1 to coinRateMost
 * @param sweepShare the greatest share of a sum that its sweep may cost, in basis points
 * @param batchedSweeps codes of the chains on which one transaction sweeps many addresses
 * @param coldAbove by asset code: what more than this the hot address sends to the cold one
 * @param coldKeep by asset code: what stays on the hot address then; half of the level where it is
 *     not named
 * @param ownCoins whether payouts of coins from merchants' own wallets can be asked for
 */
@ConfigurationProperties("aureus.payouts")
record PayoutsSettings(
    @DefaultValue("MERCHANT") FeeFrom feeFrom,
    @DefaultValue("5s") Duration poll,
    @DefaultValue("2m") Duration claim,
    @DefaultValue("3m") Duration bumpAfter,
    @DefaultValue("30m") Duration coinBumpAfter,
    @DefaultValue("64") int inFlightMost,
    @DefaultValue("5") int bumpsMost,
    @DefaultValue("500") int gasPriceMost,
    @DefaultValue("500") int coinRateMost,
    @DefaultValue("1") int coinRateLeast,
    @DefaultValue("500") int sweepShare,
    @DefaultValue({"ETH", "BNB"}) List<String> batchedSweeps,
    @DefaultValue Map<String, BigDecimal> coldAbove,
    @DefaultValue Map<String, BigDecimal> coldKeep,
    @DefaultValue("true") boolean ownCoins) {
  private static final BigInteger ALL_BPS = BigInteger.valueOf(10_000);
  static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000);

  /** Who pays the network. */
  enum FeeFrom {
    MERCHANT,
    OPERATOR
  }

  PayoutsSettings {
    require(within(poll, 100, 300_000), "poll must be 100ms to 5m");
    require(within(claim, 1_000, 3_600_000), "claim must be 1s to 1h");
    require(within(bumpAfter, 1_000, 86_400_000), "bump-after must be 1s to 24h");
    require(within(coinBumpAfter, 1_000, 86_400_000), "coin-bump-after must be 1s to 24h");
    require(inFlightMost >= 1 && inFlightMost <= 1_000, "in-flight-most must be 1 to 1000");
    require(bumpsMost >= 0 && bumpsMost <= 20, "bumps-most must be 0 to 20");
    require(gasPriceMost >= 1 && gasPriceMost <= 100_000, "gas-price-most must be 1 to 100000");
    require(coinRateMost >= 1 && coinRateMost <= 100_000, "coin-rate-most must be 1 to 100000");
    require(
        coinRateLeast >= 1 && coinRateLeast <= coinRateMost,
        "coin-rate-least must be 1 to coin-rate-most");
    require(sweepShare >= 1 && sweepShare <= 10_000, "sweep-share must be 1 to 10000");
  }

  /** How long a transaction on the chain may wait for a block before its fee is raised. */
  Duration bumpAfter(Chain chain) {
    return CoinNetwork.has(chain.family()) ? coinBumpAfter : bumpAfter;
  }

  boolean isBatched(Chain chain) {
    return batchedSweeps.stream().anyMatch(code -> code.strip().equalsIgnoreCase(chain.code()));
  }

  /**
   * @param cost of a sweep, in the unit of what it moves
   */
  boolean isTooDear(BigInteger cost, BigInteger units) {
    return cost.multiply(ALL_BPS).compareTo(units.multiply(BigInteger.valueOf(sweepShare))) > 0;
  }

  /**
   * @param price of one gas, in wei
   */
  boolean isTooDear(BigInteger price) {
    return price.compareTo(GWEI.multiply(BigInteger.valueOf(gasPriceMost))) > 0;
  }

  private static boolean within(Duration value, long fromMillis, long toMillis) {
    return value.toMillis() >= fromMillis && value.toMillis() <= toMillis;
  }

  private static void require(boolean right, String words) {
    if (!right) {
      throw new IllegalArgumentException("aureus.payouts." + words);
    }
  }
}
