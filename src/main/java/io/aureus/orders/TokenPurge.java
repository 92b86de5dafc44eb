package io.aureus.orders;

import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Forgets checkout tokens that have ended: nobody can use them any more. */
final class TokenPurge implements Job {
  private static final int BATCH = 1_000;
  private static final int BATCHES_MOST = 1_000;

  /** Another node's clock may be a little behind. */
  private static final Duration GRACE = Duration.ofHours(1);

  private final CheckoutTokens tokens;
  private final Clock clock;

  TokenPurge(CheckoutTokens tokens, Clock clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "purge-checkout-tokens";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(10);
  }

  @Override
  public void run(Fence fence) {
    Instant before = clock.instant().minus(GRACE);
    // Two nodes at once would do no harm: a row is deleted once, and single statements commit.
    for (int i = 0; i < BATCHES_MOST && tokens.forget(before, BATCH) == BATCH; i++) {
      fence.renew();
    }
  }
}
