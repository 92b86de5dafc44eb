package io.aureus.payouts;

import io.aureus.chains.Rewinds;
import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import io.aureus.jobs.Wakeups;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Payouts are followed until they are deep, and then no more. Where a reorganisation goes deeper
 * all the same, those that were in its blocks are followed again.
 */
final class LookAgain implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(LookAgain.class);

  private final RewindRows rows;
  private final Rewinds rewinds;
  private final Catalogue catalogue;
  private final Outside outside;

  /** What it needs of the program. */
  record Outside(TransactionTemplate transactions, Wakeups wakeups, Clock clock) {}

  LookAgain(RewindRows rows, Rewinds rewinds, Catalogue catalogue, Outside outside) {
    this.rows = rows;
    this.rewinds = rewinds;
    this.catalogue = catalogue;
    this.outside = outside;
  }

  @Override
  public String name() {
    return "look-at-payouts-again";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(2);
  }

  @Override
  public void run(Fence fence) {
    for (Chain chain : catalogue.chains()) {
      List<Rewinds.Rewind> fresh = rewinds.after(chain.code(), rows.last(chain.code()));
      if (!fresh.isEmpty()) {
        open(fence, chain.code(), fresh);
      }
    }
  }

  private void open(Fence fence, String chain, List<Rewinds.Rewind> fresh) {
    long ancestor = fresh.stream().mapToLong(Rewinds.Rewind::ancestor).min().orElseThrow();
    outside
        .transactions()
        .executeWithoutResult(
            status -> {
              fence.hold();
              int count = rows.open(chain, ancestor, outside.clock().instant());
              rows.saveLast(chain, fresh.getLast().no());
              if (count > 0) {
                LOG.warn(
                    "{}: back at block {}, {} payouts are followed again", chain, ancestor, count);
                outside.wakeups().wake(SendPayouts.NAME);
              }
            });
  }
}
