package io.aureus.payouts;

import io.aureus.chains.AccountNetwork;
import io.aureus.errors.Refusal;
import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import io.aureus.jobs.Wakeups;
import io.aureus.keys.Signer;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.payouts.Places.Gas;
import io.aureus.payouts.SweepRows.Wanted;
import io.aureus.payouts.SweepWriter.Wish;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings coins from orders' addresses to the hot address when payouts wait for them, or when there
 * is more than belongs on warm addresses: the largest sums first, and none that would cost more
 * than its worth allows.
 */
final class SweepPlanning implements Job {
  static final String NAME = "plan-sweeps";
  private static final Logger LOG = LoggerFactory.getLogger(SweepPlanning.class);
  private static final Duration GAP_PATIENCE = Duration.ofMinutes(1);

  private final SweepRows sweeps;
  private final OrderCoins coins;
  private final SweepWays ways;
  private final SweepWriter writer;
  private final ColdStorage cold;
  private final Places places;
  private final PayoutMoves moves;
  private final Catalogue catalogue;
  private final PayoutsSettings settings;
  private final Outside outside;

  /** What it needs of other rooms. */
  record Outside(AccountNetwork network, Signer signer, Wakeups wakeups) {}

  SweepPlanning(
      SweepRows sweeps,
      OrderCoins coins,
      SweepWays ways,
      SweepWriter writer,
      ColdStorage cold,
      Places places,
      PayoutMoves moves,
      Catalogue catalogue,
      PayoutsSettings settings,
      Outside outside) {
    this.sweeps = sweeps;
    this.coins = coins;
    this.ways = ways;
    this.writer = writer;
    this.cold = cold;
    this.places = places;
    this.moves = moves;
    this.catalogue = catalogue;
    this.settings = settings;
    this.outside = outside;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Duration every() {
    return settings.poll().compareTo(Duration.ofSeconds(1)) < 0
        ? Duration.ofSeconds(1)
        : settings.poll();
  }

  /** A chain whose nodes cannot say holds up no other. */
  @Override
  public void run(Fence fence) {
    sweeps.stale(moves.now().minus(settings.bumpAfter())).forEach(id -> writer.takeBack(id, fence));
    for (Chain chain : catalogue.chains()) {
      if (chain.family().equals("evm")) {
        unlessUnknown(() -> fillGap(chain, fence), chain.code());
      }
    }
    for (Asset asset : catalogue.assets()) {
      if (asset.chain().family().equals("evm")) {
        unlessUnknown(() -> sweepFor(asset, fence), asset.code());
      }
    }
  }

  private static void unlessUnknown(Runnable deed, String what) {
    try {
      deed.run();
    } catch (Refusal e) {
      LOG.info("no sweep of {} is planned now: {}", what, e.words());
    }
  }

  /** A number that was given back holds up all later ones: it is spent on nothing. */
  private void fillGap(Chain chain, Fence fence) {
    String hot = outside.signer().hotAddress(chain.family());
    if (!sweeps.isFilling(chain)
        && places.mayHaveGap(chain, hot, moves.now().minus(GAP_PATIENCE))
        && places.hasGap(chain, hot, outside.network().nonce(chain, hot))) {
      Amount least = Amount.ofUnits(catalogue.nativeOf(chain), 1);
      String words = "spends a number that nothing else takes";
      writer.add(new Wish(PayoutKind.SWEEP, least, Sources.HOT, hot, words), List.of(), fence);
    }
  }

  private void sweepFor(Asset asset, Fence fence) {
    Wanted wanted = sweeps.wanted(asset);
    boolean isForCold = cold.isDue(asset);
    if (wanted.count() == 0 && !isForCold) {
      // What was missing for who waited then is nobody's lack any more.
      sweeps.noteLack(asset, "");
      return;
    }
    String hot = outside.signer().hotAddress(asset.chain().family());
    BigInteger there = ways.free(asset, hot).max(BigInteger.ZERO);
    BigInteger needed = needed(asset, wanted);
    BigInteger coming = sweeps.coming(asset);
    List<Lying> all =
        isForCold || needed.compareTo(there.add(coming)) > 0 ? coins.all(asset) : List.of();
    if (isForCold) {
      BigInteger spare = there.subtract(needed).subtract(sweeps.held(asset));
      BigInteger more = cold.take(asset, spare, all, fence);
      needed = needed.add(more);
    }
    BigInteger missing = needed.subtract(there).subtract(coming);
    String lacks = "";
    if (missing.signum() > 0 && !all.isEmpty()) {
      List<Lying> free = coins.free(asset, all, moves.now());
      if (!free.isEmpty()) {
        SweepPlan plan = ways.plan(asset, free, missing);
        carryOut(asset, plan, hot, fence);
        lacks = lacking(asset, plan, hot);
      }
    }
    sweeps.noteLack(asset, lacks);
  }

  /** For those whose payout waits: a top-up by hand is what they wait for. */
  private String lacking(Asset asset, SweepPlan plan, String hot) {
    Amount lacks = new Amount(catalogue.nativeOf(asset.chain()), plan.lacks());
    return lacks.isZero()
        ? ""
        : "%s lacks %s %s for the gas of bringing them: send it that much"
            .formatted(hot, lacks.text(), lacks.asset().code());
  }

  /** Coins go out with their own gas. */
  private BigInteger needed(Asset asset, Wanted wanted) {
    if (!asset.isNative() || wanted.count() == 0) {
      return wanted.units();
    }
    Gas each = Gas.of(SweepCosts.PLAIN, outside.network().gasPrice(asset.chain()));
    return wanted.units().add(each.most().multiply(BigInteger.valueOf(wanted.count())));
  }

  private void carryOut(Asset asset, SweepPlan plan, String hot, Fence fence) {
    if (plan.stand() == Sweepers.Stand.ABSENT) {
      Amount nothing = Amount.zero(catalogue.nativeOf(asset.chain()));
      String words = "many addresses are to be swept, and the sweeper is not there yet";
      writer.add(
          new Wish(PayoutKind.DEPLOYMENT, nothing, Sources.HOT, hot, words), List.of(), fence);
    }
    if (!plan.shares().isEmpty()) {
      Amount sum =
          new Amount(
              asset,
              plan.shares().stream().map(Share::units).reduce(BigInteger.ZERO, BigInteger::add));
      String words = "planned: one transaction for %d addresses".formatted(plan.shares().size());
      writer.add(new Wish(PayoutKind.SWEEP, sum, Sources.ORDERS, hot, words), plan.shares(), fence);
    }
    plan.steps().forEach(step -> writer.add(wish(asset, step, hot), List.of(), fence));
    if (plan.moved().signum() > 0 || plan.stand() == Sweepers.Stand.ABSENT) {
      outside.wakeups().wake(SendPayouts.NAME);
    }
    plan.left().stream()
        .limit(3)
        .forEach(
            left ->
                LOG.info(
                    "not swept: {} {} on {}: {}",
                    new Amount(asset, left.units()).text(),
                    asset.code(),
                    left.lying().address(),
                    left.why()));
  }

  private Wish wish(Asset asset, SweepPlan.Step step, String hot) {
    if (step.lacks().signum() > 0) {
      Amount lacks = new Amount(catalogue.nativeOf(asset.chain()), step.lacks());
      return new Wish(
          PayoutKind.TOP_UP,
          lacks,
          Sources.HOT,
          step.lying().address(),
          "gas for the sweep of " + asset.code());
    }
    return new Wish(
        PayoutKind.SWEEP,
        new Amount(asset, step.units()),
        step.lying().source(),
        hot,
        "planned, since coins are wanted");
  }
}
