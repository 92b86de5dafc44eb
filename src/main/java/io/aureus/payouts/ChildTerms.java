package io.aureus.payouts;

import io.aureus.keys.CoinScript;
import io.aureus.payouts.CoinChoice.Price;
import java.util.Optional;

/**
 * What a child gives back, so that it and its parent pay together what the network asks. Pure.
 *
 * @param back what comes back to us
 * @param fee what the network takes for the child
 * @param weight of the child at most
 */
record ChildTerms(long back, long fee, long weight) {
  /**
   * The coin that it spends.
   *
   * @param units what it holds
   * @param script where it lies and where the rest goes back, in hex
   * @param dust the least that nodes pass on there
   */
  record Change(long units, String script, long dust) {}

  /**
   * @param price for the bytes of both, and the most that both may cost
   * @param least what the child pays at least
   * @return empty where the parent pays enough by itself, where both would cost more than they may,
   *     and where the change is too small
   */
  static Optional<ChildTerms> of(Price price, ChildRows.Parent parent, Change change, long least) {
    if (price.of(parent.weight()) <= parent.fee()) {
      return Optional.empty();
    }
    // Each rounded up for itself, as nodes count them.
    long lacking = price.of(parent.weight()) - parent.fee();
    return within(price, parent.fee(), change, Math.max(least, lacking + price.of(weight(change))));
  }

  /**
   * Where the parent is in a block, the child pays for itself alone.
   *
   * @param price for the bytes of the child, and the most that both may cost
   * @param paid by the parent
   * @param least what the child pays at least
   * @return empty where both would cost more than they may, and where the change is too small
   */
  static Optional<ChildTerms> alone(Price price, long paid, Change change, long least) {
    return within(price, paid, change, Math.max(least, price.of(weight(change))));
  }

  private static Optional<ChildTerms> within(Price price, long paid, Change change, long fee) {
    CoinScript kind = CoinScript.of(change.script()).orElseThrow();
    long back = change.units() - fee;
    boolean isWorthIt = back >= Math.max(change.dust(), price.of(kind.inputWeight()) + 1);
    return isWorthIt && paid + fee <= price.feeMost()
        ? Optional.of(new ChildTerms(back, fee, weight(change)))
        : Optional.empty();
  }

  private static long weight(Change change) {
    return weight(change.script());
  }

  /** What a child weighs at most. */
  static long weight(String script) {
    return CoinScript.frameWeight(1, 1)
        + CoinScript.of(script).orElseThrow().inputWeight()
        + CoinScript.outputWeight(script);
  }
}
