package io.aureus.payouts;

import io.aureus.jobs.Fence;
import io.aureus.ledger.Account;
import io.aureus.ledger.Entry;
import io.aureus.ledger.Posting;
import io.aureus.money.Amount;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** The planner of consolidations in a {@link CoinTown}. */
@SuppressWarnings("NullAway") // what coins have no use for is not there
final class Merging {
  /** A lease that is lost to nobody: what guards against two at once must be something else. */
  private static final Fence FREE =
      new Fence() {
        @Override
        public void hold() {}

        @Override
        public void renew() {}
      };

  ConsolidationSettings settings = new ConsolidationSettings(10, 20, 3, 25);
  private final RandomGenerator random = new Random(7);
  private int given;

  ConsolidationRule rule(CoinTown town) {
    OperatorShare share =
        new OperatorShare(town.ledger, new ConsolidationRows(town.database.jdbc()));
    return new ConsolidationRule(
        town.database.jdbc(), town.rates, share, town.keys.policy(), settings, town.clock);
  }

  CoinStore store(CoinTown town) {
    return new CoinStore(town.way(step -> {}), rule(town), town.keys.signer());
  }

  CoinStocks.Stock stock(CoinTown town) {
    return new StoredCoinStocks(rule(town), store(town), town.catalogue).all().getFirst();
  }

  /** A node's planner looks once. */
  void plan(CoinTown town) {
    plan(town, FREE);
  }

  void plan(CoinTown town, Fence fence) {
    SweepWriter writer =
        new SweepWriter(
            town.rows,
            new Batches(town.database.jdbc(), null),
            town.moves,
            random,
            town.database.transactions());
    new Consolidation(
            rule(town),
            store(town),
            writer,
            new BundleRows(town.database.jdbc()),
            town.moves,
            town.database.transactions(),
            job -> {},
            Duration.ofSeconds(5),
            town.catalogue)
        .run(fence);
  }

  /** All that there ever were, newest first. */
  List<Payout> all(CoinTown town) {
    return new OwnPayoutRows(town.database.jdbc(), town.rows, town.catalogue)
        .list(PayoutKind.CONSOLIDATION, null, 1, 100)
        .payouts();
  }

  /** The operator sends so much to the hot address. */
  void give(CoinTown town, long units) {
    town.chain.fund(town.keys.signer().hotAddress("bitcoin"), units);
    Amount amount = Amount.ofUnits(CoinTown.COIN, units);
    Entry entry =
        new Entry(
            "given:" + ++given,
            "given",
            List.of(
                new Posting(Account.ours(Account.Kind.CUSTODY), amount.negated()),
                new Posting(Account.ours(Account.Kind.OPERATOR), amount)));
    town.database.transactions().executeWithoutResult(status -> town.ledger.post(entry));
  }

  /** So many hours at this rate, and then one at the rate of now. */
  void hours(CoinTown town, int count, long rate, long now) {
    for (int i = 0; i < count; i++) {
      town.rate(rate);
      town.clock.advance(Duration.ofHours(1));
    }
    town.rate(now);
  }
}
