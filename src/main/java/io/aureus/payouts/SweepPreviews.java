package io.aureus.payouts;

import io.aureus.errors.Refusal;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import java.math.BigInteger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Plans a sweep of everything, and only tells of it. */
final class SweepPreviews implements Sweeps {
  private static final BigInteger EVERYTHING = BigInteger.ONE.shiftLeft(256);
  private static final int MOST_LEFT = 100;

  private final OrderCoins coins;
  private final SweepWays ways;
  private final Catalogue catalogue;
  private final Clock clock;

  SweepPreviews(OrderCoins coins, SweepWays ways, Catalogue catalogue, Clock clock) {
    this.coins = coins;
    this.ways = ways;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  @Override
  public List<Preview> previews() {
    return catalogue.assets().stream()
        .filter(asset -> asset.chain().family().equals("evm"))
        .map(this::preview)
        .toList();
  }

  private Preview preview(Asset asset) {
    List<Lying> all = coins.all(asset);
    List<Lying> free = coins.free(asset, all, clock.instant());
    Amount lying =
        new Amount(asset, all.stream().map(Lying::units).reduce(BigInteger.ZERO, BigInteger::add));
    int resting = all.size() - free.size();
    List<Left> left = new ArrayList<>(givenUp(asset, all));
    Amount nothing = Amount.zero(asset);
    Amount noCost = Amount.zero(catalogue.nativeOf(asset.chain()));
    if (free.isEmpty()) {
      return new Preview(
          asset, lying, all.size(), resting, Way.NOTHING, 0, nothing, noCost, left, "");
    }
    try {
      SweepPlan plan = ways.plan(asset, free, EVERYTHING);
      plan.left().forEach(one -> left.add(left(asset, one)));
      Amount cost = plan.batchCost().coins();
      for (SweepPlan.Step step : plan.steps()) {
        cost = cost.plus(step.cost().coins());
      }
      return new Preview(
          asset,
          lying,
          all.size(),
          resting,
          way(plan),
          transactions(plan),
          new Amount(asset, plan.moved()),
          cost,
          left.stream().limit(MOST_LEFT).toList(),
          "");
    } catch (Refusal e) {
      return new Preview(
          asset, lying, all.size(), resting, Way.NOTHING, 0, nothing, noCost, left, e.words());
    }
  }

  private static List<Left> givenUp(Asset asset, List<Lying> all) {
    return all.stream()
        .filter(one -> one.tries() >= OrderCoins.MOST_TRIES)
        .map(
            one ->
                new Left(
                    one.address(),
                    new Amount(asset, one.units()),
                    null,
                    "was tried " + one.tries() + " times in vain: the token refuses"))
        .toList();
  }

  private static Left left(Asset asset, SweepPlan.Left one) {
    Amount amount = new Amount(asset, one.units());
    return new Left(one.lying().address(), amount, one.cost(), one.why());
  }

  private static Way way(SweepPlan plan) {
    if (plan.stand() == Sweepers.Stand.ABSENT || plan.stand() == Sweepers.Stand.COMING) {
      return Way.CONTRACT_FIRST;
    }
    if (!plan.shares().isEmpty()) {
      return Way.TOGETHER;
    }
    return plan.steps().isEmpty() ? Way.NOTHING : Way.ONE_BY_ONE;
  }

  private static int transactions(SweepPlan plan) {
    int topUps = (int) plan.steps().stream().filter(step -> step.lacks().signum() > 0).count();
    return (plan.shares().isEmpty() ? 0 : 1) + plan.steps().size() + topUps;
  }
}
