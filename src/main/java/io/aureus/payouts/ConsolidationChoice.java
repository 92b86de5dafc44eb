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
  private final String changeScript;
  private final long dust;

  /**
   * @param price the fee that it names is never passed
   * @param changeScript where they go, in hex
   * @param dust the least that nodes pass on there
   */
  ConsolidationChoice(ConsolidationSettings settings, Price price, String changeScript, long dust) {
    this.settings = settings;
    this.price = price;
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

  /** Empty where there are too few, or where the fee may be too little for as many as pay. */
  Optional<Plan> choose(List<OwnCoin> free) {
    List<OwnCoin> worth = worthSpending(free);
    if (worth.size() <= settings.above()) {
      return Optional.empty();
    }
    int most = Math.min(settings.most(), worth.size() - settings.kept());
    List<OwnCoin> chosen = new ArrayList<>();
    for (OwnCoin own : worth.subList(0, most)) {
      chosen.add(own);
      long weight = weight(chosen, changeScript);
      if (weight > CoinChoice.MOST_WEIGHT || price.of(weight) > price.feeMost()) {
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
