package io.aureus.payouts;

import io.aureus.money.Amount;
import io.aureus.payouts.Places.Gas;
import java.math.BigInteger;
import java.util.List;

/**
 * What a sweep of one asset would do now.
 *
 * @param shares swept by one transaction of the hot address; none or two and more
 * @param batchCost what that one would cost
 * @param steps addresses that send by themselves, or get their gas first
 * @param left what stays where it is, and why
 * @param lacks what the hot address lacks for the gas of those that stay for no other reason
 * @param stand of the chain's sweeper; {@code ABSENT} where it is worth being put there
 */
record SweepPlan(
    List<Share> shares,
    Cost batchCost,
    List<Step> steps,
    List<Left> left,
    BigInteger lacks,
    Sweepers.Stand stand) {
  SweepPlan {
    shares = List.copyOf(shares);
    steps = List.copyOf(steps);
    left = List.copyOf(left);
  }

  /**
   * @param gas in all
   * @param coins of the native coin, at the price of now
   * @param inAsset the same in what is swept, at the rate of now
   */
  record Cost(long gas, Amount coins, BigInteger inAsset) {}

  /**
   * One address.
   *
   * @param units that the hot address gets
   * @param lacks the gas that it needs first; 0 where it has enough
   * @param gas of its own transaction
   */
  record Step(Lying lying, BigInteger units, BigInteger lacks, Gas gas, Cost cost) {}

  /**
   * @param units that stay
   * @param cost in the native coin of sweeping it all the same; null where it is not known
   */
  record Left(
      Lying lying, BigInteger units, @org.jspecify.annotations.Nullable Amount cost, String why) {}

  BigInteger moved() {
    BigInteger sum = BigInteger.ZERO;
    for (Share share : shares) {
      sum = sum.add(share.units());
    }
    for (Step step : steps) {
      sum = sum.add(step.units());
    }
    return sum;
  }
}
