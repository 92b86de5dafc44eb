package io.aureus.payouts;

import io.aureus.keys.SpendingPolicy;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.payouts.CoinChoice.Price;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * When small coins of one asset become one: while the network asks little, nothing waits for coins
 * or is in doubt, and the fee is the operator's to pay.
 */
final class ConsolidationRule {
  /** From one to the next: that one can look at what came of it, and stop it. */
  private static final Duration PAUSE = Duration.ofHours(1);

  private static final long PER = 1_000;
  private static final int PER_SCALE = 3;
  private static final int ALL = 100;

  /** The network may ask this many times what is paid for one, and its fee can follow. */
  private static final int ROOM = 10;

  private final ConsolidationRows rows;
  private final CheapHours hours;
  private final CoinRates rates;
  private final OperatorShare share;
  private final SpendingPolicy policy;
  private final ConsolidationSettings settings;
  private final Clock clock;

  ConsolidationRule(
      JdbcClient jdbc,
      CoinRates rates,
      OperatorShare share,
      SpendingPolicy policy,
      ConsolidationSettings settings,
      Clock clock) {
    this.rows = new ConsolidationRows(jdbc);
    this.hours = new CheapHours(jdbc);
    this.rates = rates;
    this.share = share;
    this.policy = policy;
    this.settings = settings;
    this.clock = clock;
  }

  ConsolidationSettings settings() {
    return settings;
  }

  /** What speaks against one now, whatever coins there are; for people, empty for nothing. */
  String against(Asset asset) {
    if (settings.isOff()) {
      return "it is switched off (aureus.payouts.consolidation.above is 0)";
    }
    if (policy.rules().stop() != null) {
      return "signing is stopped";
    }
    String dear = againstTheRate(asset.chain());
    if (!dear.isEmpty()) {
      return dear;
    }
    if (rows.isAnyInDoubt(asset.chain())) {
      return "payouts are in doubt";
    }
    if (rows.isUnderWay(asset, clock.instant().minus(PAUSE))) {
      return "one is under way, or was begun within the hour";
    }
    return rows.isAnyWaiting(asset) ? "payouts wait for their coins" : "";
  }

  /** Likewise what the fees of a day say of the dearest that it may be: others need them more. */
  String overDay(Asset asset) {
    long most = price(asset).map(Price::feeMost).orElse(0L);
    return rates.ofDay(asset).againstNew(BigInteger.valueOf(most));
  }

  private String againstTheRate(Chain chain) {
    Optional<Long> now = rates.now(chain);
    if (now.isEmpty()) {
      return "what the network asks is not known now";
    }
    if (!isLow(now.get())) {
      return "the network asks %s for a byte, and at most %d is paid for this"
          .formatted(text(now.get()), settings.rateMost());
    }
    if (settings.cheapest() == ALL) {
      return "";
    }
    Optional<Long> cheap = hours.most(chain, settings.cheapest(), clock.instant());
    if (cheap.isEmpty()) {
      return "what the network asks was not noted in %d hours yet"
          .formatted(CheapHours.LEAST_HOURS);
    }
    long most = rates.atLeast(cheap.get());
    return now.get() <= most
        ? ""
        : "the network asks %s for a byte, and %s at most in the cheapest %d %% of hours"
            .formatted(text(now.get()), text(most), settings.cheapest());
  }

  /** Whether a rate for 1,000 virtual bytes is one that is paid for this. */
  boolean isLow(long rate) {
    return rate <= settings.rateMost() * PER;
  }

  /** The rate now with what one may cost: the signer's cap, and no more than is the operator's. */
  Optional<Price> price(Asset asset) {
    long ours = Math.max(0, share.of(asset));
    return rates
        .now(asset.chain())
        .map(rate -> rates.price(asset, rate))
        .map(price -> new Price(price.rate(), Math.min(price.feeMost(), ours)));
  }

  /**
   * What keeps a fee from being paid, and what a person can do about it; empty for nothing.
   *
   * @param fee of one at the rate to reach
   */
  String against(Asset asset, long fee) {
    long cap = rates.price(asset, reach()).feeMost();
    long ours = Math.max(0, share.of(asset));
    String must =
        "the fee must be able to follow the network to %s for a byte, which takes %s"
            .formatted(text(reach()), amount(asset, fee));
    String lower = "lower aureus.payouts.consolidation.rate-most";
    if (fee > cap) {
      return "%s; aureus.keys.policy.coin-fee-cap lets it cost %s: raise that, or %s"
          .formatted(must, amount(asset, cap), lower);
    }
    return fee <= ours
        ? ""
        : "%s, and yours are %s: send some %s to the hot address, or %s"
            .formatted(must, amount(asset, ours), asset.code(), lower);
  }

  private static String amount(Asset asset, long units) {
    return Amount.ofUnits(asset, units).text() + " " + asset.code();
  }

  /** The rate for 1,000 virtual bytes that the fee of one can be raised to in any case. */
  long reach() {
    return Math.min(ROOM * PER * settings.rateMost(), rates.most());
  }

  /**
   * What a version with a higher fee may cost; empty where the one that waits is left as it is:
   * that is so while the network asks more than little, unless payouts lack the coins.
   *
   * @param rate what the network asks
   * @param paid by the version that waits
   * @param weight of it
   */
  Optional<Long> dearest(Asset asset, long rate, long paid, long weight) {
    if (!isLow(rate) && !rows.isAnyLacking(asset)) {
      return Optional.empty();
    }
    // What it pays already is reckoned as spent.
    long ours = Math.max(0, share.of(asset) + paid);
    Price most = rates.price(asset, rates.most());
    return Optional.of(Math.min(most.of(weight), Math.min(most.feeMost(), ours)));
  }

  private static String text(long rate) {
    return BigDecimal.valueOf(rate, PER_SCALE).stripTrailingZeros().toPlainString();
  }
}
