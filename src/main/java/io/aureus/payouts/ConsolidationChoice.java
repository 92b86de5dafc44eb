package io.aureus.payouts;

import io.aureus.keys.CoinScript;
import io.aureus.payouts.CoinChoice.Price;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which coins become one: the smallest that hold more than spending them costs, but for the largest
 * ones, which payouts spend meanwhile. Pure, and the same for the same coins.
 */
final class ConsolidationChoice {
  /**
   * A transaction with one output.
   *
   * @param sum of the coins
   * @param change what is left of it: the sum less the fee
   * @param weight at most
   */
  record Plan(List<OwnCoin> coins, long sum, long change, long fee, long weight) {}

  private final ConsolidationSettings settings;
  private final Price price;
  private final long reach;
  private final String changeScript;
  private final long dust;

  /**
   * @param price the fee that it names is never passed, now and at the rate to reach
   * @param reach the rate, for 1,000 virtual bytes, that its fee can be raised to in any case: what
   *     cannot follow the network keeps its coins from payouts until the network asks little again
   * @param changeScript where they go, in hex
   * @param dust the least that nodes pass on there
   */
  ConsolidationChoice(
      ConsolidationSettings settings, Price price, long reach, String changeScript, long dust) {
    this.settings = settings;
    this.price = price;
    this.reach = Math.max(reach, price.rate());
    this.changeScript = changeScript;
    this.dust = dust;
  }

  /** Those that hold more than spending them costs now, the smallest first. */
  List<OwnCoin> worthSpending(List<OwnCoin> free) {
    return free.stream()
        .filter(own -> own.coin().units() > price.of(own.coin().script().inputWeight()))
        .sorted(Comparator.comparing(own -> own.coin().point()))
        .sorted(Comparator.comparingLong(own -> own.coin().units()))
        .toList();
  }

  /**
   * At most half of what all hold: payouts go on with the rest. Empty where there are too few, or
   * where the fee may be too little for as many as pay.
   */
  Optional<Plan> choose(List<OwnCoin> free) {
    List<OwnCoin> worth = worthSpending(free);
    if (worth.size() <= settings.above()) {
      return Optional.empty();
    }
    int most = Math.min(settings.most(), worth.size() - settings.kept());
    long half = sum(worth) / 2;
    Price dearest = new Price(reach, price.feeMost());
    List<OwnCoin> chosen = new ArrayList<>();
    for (OwnCoin own : worth.subList(0, most)) {
      chosen.add(own);
      long weight = weight(chosen, changeScript);
      if (weight > CoinChoice.MOST_WEIGHT
          || dearest.of(weight) > dearest.feeMost()
          || sum(chosen) > half) {
        chosen.removeLast();
        break;
      }
    }
    if (chosen.size() < settings.least()) {
      return Optional.empty();
    }
    long weight = weight(chosen, changeScript);
    long fee = price.of(weight);
    long sum = sum(chosen);
    return sum - fee < dust
        ? Optional.empty()
        : Optional.of(new Plan(List.copyOf(chosen), sum, sum - fee, fee, weight));
  }

  /** What the fewest that are worth a transaction cost at the rate to reach. */
  long leastFee(List<OwnCoin> free) {
    List<OwnCoin> few = worthSpending(free).stream().limit(settings.least()).toList();
    return new Price(reach, price.feeMost()).of(weight(few, changeScript));
  }

  /** What a transaction of these coins with one output weighs at most. */
  static long weight(List<OwnCoin> coins, String changeScript) {
    long weight = CoinScript.frameWeight(coins.size(), 1) + CoinScript.outputWeight(changeScript);
    for (OwnCoin own : coins) {
      weight += own.coin().script().inputWeight();
    }
    return weight;
  }

  static long sum(List<OwnCoin> coins) {
    return coins.stream().mapToLong(own -> own.coin().units()).sum();
  }
}
