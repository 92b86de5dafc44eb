package io.aureus.api;

import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import java.time.Clock;
import java.time.Duration;

/** Forgets answers that nobody may ask for any more. */
final class IdempotencyPurge implements Job {
  private static final int BATCH = 1_000;
  private static final int BATCHES_MOST = 100;

  private final IdempotencyRows rows;
  private final Clock clock;
  private final Duration keep;

  IdempotencyPurge(IdempotencyRows rows, Clock clock, Duration keep) {
    this.rows = rows;
    this.clock = clock;
    this.keep = keep;
  }

  @Override
  public String name() {
    return "purge-idempotency";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(10);
  }

  @Override
  public void run(Fence fence) {
    // Two nodes at once would do no harm: a row is deleted once, and single statements commit.
    for (int i = 0; i < BATCHES_MOST; i++) {
      if (rows.purge(clock.instant().minus(keep), BATCH) < BATCH) {
        return;
      }
      fence.renew();
    }
  }
}
