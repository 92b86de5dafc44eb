package io.aureus.payouts;

import io.aureus.keys.CoinScript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which coins a transaction spends. First coins are sought that need no change (branch and bound),
 * else the smallest one that suffices alone, else the largest until they suffice. Pure, and the
 * same for the same coins.
 */
final class CoinChoice {
  /** What nodes pass on (BIP141's weight); what is heavier is refused by all of them. */
  static final long MOST_WEIGHT = 400_000;

  private static final int MOST_TRIES = 100_000;
  private static final int MOST_LOOKED_AT = 1_000;
  private static final long PER = 1_000;

  /**
   * What is to be paid.
   *
   * @param units the sum of the outputs
   * @param outputs how many, 1 or more
   * @param outputWeight what they weigh together
   * @param must coins that the transaction spends in any case
   * @param feeLeast what the whole must pay at least, whatever the rate; 0 for nothing
   */
  record Wanted(long units, int outputs, long outputWeight, Set<Coin> must, long feeLeast) {
    /** What 22 bytes of script weigh as an output. */
    private static final long USUAL_OUTPUT = 124;

    static Wanted of(long units, List<String> scripts) {
      long weight = scripts.stream().mapToLong(CoinScript::outputWeight).sum();
      return new Wanted(units, scripts.size(), weight, Set.of(), 0);
    }

    /** To so many addresses of the usual kind. */
    static Wanted usual(long units, int outputs) {
      return new Wanted(units, outputs, outputs * USUAL_OUTPUT, Set.of(), 0);
    }

    /** The same outputs, of these coins and perhaps more. */
    Wanted with(Set<Coin> coins, long least) {
      return new Wanted(units, outputs, outputWeight, coins, least);
    }
  }

  /**
   * What it may cost.
   *
   * @param rate in smallest units for 1,000 virtual bytes, 1 or more
   * @param feeMost for the whole transaction
   */
  record Price(long rate, long feeMost) {
    long of(long weight) {
      return ceil(CoinScript.virtualBytes(weight) * rate);
    }

    private static long ceil(long thousandfold) {
      return (thousandfold + PER - 1) / PER;
    }
  }

  /** What came of choosing. */
  sealed interface Choice {
    /**
     * @param change what comes back to us; 0 for no such output
     * @param fee what the network takes: the coins less the outputs less the change
     * @param weight at most
     */
    record Chosen(List<Coin> coins, long change, long fee, long weight) implements Choice {}

    /** All coins together lack this much, their own fee counted. */
    record Lacking(long units) implements Choice {}

    /** It would cost this much, and may not. */
    record TooDear(long fee) implements Choice {}

    /** It would take so many coins that no node passed it on. */
    record TooHeavy(long weight) implements Choice {}
  }

  private final Price price;
  private final String changeScript;
  private final long changeLeast;

  /**
   * @param changeScript where change goes, in hex
   * @param dust the least that nodes pass on there
   */
  CoinChoice(Price price, String changeScript, long dust) {
    this.price = price;
    this.changeScript = changeScript;
    CoinScript kind = CoinScript.of(changeScript).orElseThrow();
    // Change that costs more to spend than it holds is none.
    this.changeLeast = Math.max(dust, price.of(kind.inputWeight()) + 1);
  }

  Choice choose(List<Coin> coins, Wanted wanted) {
    List<Coin> free =
        coins.stream()
            .filter(coin -> !wanted.must().contains(coin))
            .filter(coin -> worth(coin) > 0)
            .sorted(Comparator.comparing(Coin::point))
            .sorted(Comparator.comparingLong(this::worth).reversed())
            .toList();
    List<Coin> must = wanted.must().stream().sorted(Comparator.comparing(Coin::point)).toList();
    List<Coin> chosen = exact(free, must, wanted);
    if (chosen.isEmpty()) {
      chosen = enough(free, must, wanted);
    }
    return settled(chosen, wanted);
  }

  /** What the chosen coins make of it: change where it is worth one, else all to the network. */
  private Choice settled(List<Coin> chosen, Wanted wanted) {
    long sum = chosen.stream().mapToLong(Coin::units).sum();
    long weight = weight(chosen, wanted, false);
    long fee = fee(weight, wanted);
    long rest = sum - wanted.units() - fee;
    if (rest < 0) {
      return new Choice.Lacking(-rest);
    }
    long withChange = weight(chosen, wanted, true);
    long change = sum - wanted.units() - fee(withChange, wanted);
    boolean hasChange = change >= changeLeast;
    long paid = hasChange ? sum - wanted.units() - change : sum - wanted.units();
    long heavy = hasChange ? withChange : weight;
    if (heavy > MOST_WEIGHT) {
      return new Choice.TooHeavy(heavy);
    }
    return paid > price.feeMost()
        ? new Choice.TooDear(paid)
        : new Choice.Chosen(List.copyOf(chosen), hasChange ? change : 0, paid, heavy);
  }

  /** Coins whose sum hits the target so well that change would cost more than it is worth. */
  private List<Coin> exact(List<Coin> free, List<Coin> must, Wanted wanted) {
    long target = wanted.units() + fee(weight(must, wanted, false), wanted) - sum(must);
    long slack = price.of(CoinScript.outputWeight(changeScript)) + changeLeast;
    if (target <= 0 || wanted.feeLeast() > 0) {
      return List.of();
    }
    List<Coin> looked = free.subList(0, Math.min(free.size(), MOST_LOOKED_AT));
    List<Coin> found = new Search(looked, target, target + slack).best();
    if (found.isEmpty()) {
      return List.of();
    }
    List<Coin> all = new ArrayList<>(must);
    all.addAll(found);
    return settled(all, wanted) instanceof Choice.Chosen ? all : List.of();
  }

  /** The smallest coin that suffices alone, else the largest ones until they suffice. */
  private List<Coin> enough(List<Coin> free, List<Coin> must, Wanted wanted) {
    if (suffices(must, wanted)) {
      return must;
    }
    for (Coin coin : free.reversed()) {
      List<Coin> with = with(must, coin);
      if (suffices(with, wanted)) {
        return with;
      }
    }
    List<Coin> some = new ArrayList<>(must);
    for (Coin coin : free) {
      some.add(coin);
      if (suffices(some, wanted)) {
        break;
      }
    }
    return some;
  }

  private boolean suffices(List<Coin> coins, Wanted wanted) {
    return sum(coins) - wanted.units() - fee(weight(coins, wanted, false), wanted) >= 0;
  }

  private static List<Coin> with(List<Coin> coins, Coin one) {
    List<Coin> all = new ArrayList<>(coins);
    all.add(one);
    return all;
  }

  private long fee(long weight, Wanted wanted) {
    return Math.max(price.of(weight), wanted.feeLeast());
  }

  private long weight(List<Coin> coins, Wanted wanted, boolean withChange) {
    long weight =
        CoinScript.frameWeight(coins.size(), wanted.outputs() + (withChange ? 1 : 0))
            + wanted.outputWeight()
            + (withChange ? CoinScript.outputWeight(changeScript) : 0);
    for (Coin coin : coins) {
      weight += coin.script().inputWeight();
    }
    return weight;
  }

  private static long sum(List<Coin> coins) {
    return coins.stream().mapToLong(Coin::units).sum();
  }

  /** What a coin adds, after what its input costs. */
  private long worth(Coin coin) {
    return coin.units() - price.of(coin.script().inputWeight());
  }

  /** Branch and bound over coins by falling worth: take each or leave it. */
  private final class Search {
    private final List<Coin> coins;
    private final long[] after;
    private final long from;
    private final long to;
    private final Set<Integer> taken = new HashSet<>();
    private List<Coin> best = List.of();
    private long bestOver = Long.MAX_VALUE;
    private int tries;

    Search(List<Coin> coins, long from, long to) {
      this.coins = coins;
      this.from = from;
      this.to = to;
      this.after = new long[coins.size() + 1];
      for (int i = coins.size() - 1; i >= 0; i--) {
        after[i] = after[i + 1] + worth(coins.get(i));
      }
    }

    List<Coin> best() {
      descend(0, 0);
      return best;
    }

    private void descend(int at, long sum) {
      if (sum > to || sum + after[at] < from || bestOver == 0 || ++tries > MOST_TRIES) {
        return;
      }
      if (sum >= from) {
        if (sum - from < bestOver) {
          bestOver = sum - from;
          best = taken.stream().sorted().map(coins::get).toList();
        }
        return;
      }
      if (at == coins.size()) {
        return;
      }
      taken.add(at);
      descend(at + 1, sum + worth(coins.get(at)));
      taken.remove(at);
      descend(at + 1, sum);
    }
  }
}
