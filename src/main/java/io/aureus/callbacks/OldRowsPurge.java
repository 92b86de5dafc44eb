package io.aureus.callbacks;

import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntUnaryOperator;

/** Forgets tries and events that were kept for as long as the operator wants. */
final class OldRowsPurge implements Job {
  private static final int BATCH = 1_000;
  private static final int BATCHES_MOST = 100;

  private final OldRows rows;
  private final Clock clock;
  private final Duration keep;

  OldRowsPurge(OldRows rows, Clock clock, Duration keep) {
    this.rows = rows;
    this.clock = clock;
    this.keep = keep;
  }

  @Override
  public String name() {
    return "purge-callbacks";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(10);
  }

  @Override
  public void run(Fence fence) {
    Instant before = clock.instant().minus(keep);
    inBatches(fence, most -> rows.deleteAttempts(before, most));
    inBatches(fence, most -> rows.deleteEvents(before, most));
  }

  /** Two nodes at once would do no harm: a row is deleted once, and single statements commit. */
  private static void inBatches(Fence fence, IntUnaryOperator delete) {
    for (int i = 0; i < BATCHES_MOST && delete.applyAsInt(BATCH) == BATCH; i++) {
      fence.renew();
    }
  }
}
