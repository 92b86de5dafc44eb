package io.aureus.payouts;

import io.aureus.errors.Refusal;
import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import io.aureus.jobs.Wakeups;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.CoinNetwork;
import io.aureus.payouts.ConsolidationChoice.Plan;
import io.aureus.payouts.SweepWriter.Wish;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes one of many small coins while the network asks little, so that payouts cost less later and
 * stay below what nodes pass on. It is a payout of our own: its coins are locked as it is written.
 */
final class Consolidation implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(Consolidation.class);
  private static final int POLLS = 12;

  private final ConsolidationRule rule;
  private final CoinStore coins;
  private final SweepWriter writer;
  private final BundleRows bundles;
  private final PayoutMoves moves;
  private final TransactionTemplate transactions;
  private final Wakeups wakeups;
  private final Duration every;
  private final List<Asset> assets;

  Consolidation(
      ConsolidationRule rule,
      CoinStore coins,
      SweepWriter writer,
      BundleRows bundles,
      PayoutMoves moves,
      TransactionTemplate transactions,
      Wakeups wakeups,
      Duration poll,
      Catalogue catalogue) {
    this.rule = rule;
    this.coins = coins;
    this.writer = writer;
    this.bundles = bundles;
    this.moves = moves;
    this.transactions = transactions;
    this.wakeups = wakeups;
    this.every = poll.multipliedBy(POLLS);
    this.assets = coins(catalogue);
  }

  /** The coins of chains that have no accounts. */
  static List<Asset> coins(Catalogue catalogue) {
    return catalogue.assets().stream()
        .filter(asset -> asset.isNative() && CoinNetwork.has(asset.chain().family()))
        .toList();
  }

  @Override
  public String name() {
    return "consolidate-coins";
  }

  @Override
  public Duration every() {
    return every;
  }

  /** A coin of which something is not known holds up no other. */
  @Override
  public void run(Fence fence) {
    for (Asset asset : assets) {
      try {
        plan(asset, fence);
      } catch (Refusal e) {
        LOG.info("no consolidation of {} is planned now: {}", asset.code(), e.words());
      }
    }
  }

  private void plan(Asset asset, Fence fence) {
    if (!rule.against(asset).isEmpty() || !rule.overDay(asset).isEmpty()) {
      return;
    }
    Boolean isBegun =
        transactions.execute(
            status -> {
              fence.hold();
              bundles.lockChain(asset.chain());
              // What was asked for while we waited for the lock has its coins or waits for them.
              return rule.against(asset).isEmpty()
                  && coins.plan(asset).map(plan -> begin(asset, plan)).isPresent();
            });
    if (Boolean.TRUE.equals(isBegun)) {
      wakeups.wake(SendPayouts.NAME);
    }
  }

  /** In one transaction with the locks of its coins. */
  private Payout begin(Asset asset, Plan plan) {
    Wish wish =
        new Wish(
            PayoutKind.CONSOLIDATION,
            new Amount(asset, BigInteger.valueOf(plan.sum())),
            Sources.HOT,
            coins.destination(asset),
            "planned: %d small coins become one while the network asks little"
                .formatted(plan.coins().size()));
    Optional<Payout> written = writer.write(wish);
    Payout payout =
        written.orElseThrow(() -> new IllegalStateException("another one is planned: " + asset));
    Bundle terms = new Bundle(0, plan.change(), plan.fee(), plan.weight());
    bundles.insert(asset.chain(), terms, List.of(payout), plan.coins(), moves.now());
    String words = "takes its %d coins".formatted(plan.coins().size());
    return moves.move(payout, PayoutState.BUILT, words, moves.now());
  }
}
