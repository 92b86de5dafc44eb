package io.aureus.jobs;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one job again and again until it is stopped. Whatever a run throws, the next one comes: a
 * loop that died silently would stop, say, all callbacks until somebody notices.
 */
final class JobLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(JobLoop.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  /** For jobs that run on every node. */
  private static final Fence NO_FENCE =
      new Fence() {
        @Override
        public void hold() {}

        @Override
        public void renew() {}
      };

  private final Job job;
  private final LeaseRows rows;
  private final JobSettings settings;
  private final String holder;
  private final Semaphore wakes = new Semaphore(0);
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile @Nullable Lease lease;
  private int failures;
  private String lastFailure = "";

  JobLoop(Job job, LeaseRows rows, JobSettings settings, String holder) {
    this.job = job;
    this.rows = rows;
    this.settings = settings;
    this.holder = holder;
  }

  String name() {
    return job.name();
  }

  /** The hold that has to be kept alive; null where there is none. */
  @Nullable Lease lease() {
    return lease;
  }

  void wake() {
    // One is enough for any number of wake-ups.
    if (wakes.availablePermits() == 0) {
      wakes.release();
    }
  }

  void stop() {
    stop.countDown();
    wakes.release();
    job.stop();
  }

  /** Another node has taken over: forget the hold, unless it is a newer one already. */
  void lost(Lease gone) {
    if (lease == gone) {
      lease = null;
      LOG.info("job {} now runs on another node", job.name());
    }
  }

  @Override
  public void run() {
    while (!isStopping()) {
      try {
        turn();
      } catch (InterruptedException e) {
        LOG.info("job {} was interrupted", job.name());
      }
    }
    // What is left of an interrupt would make giving back fail.
    Thread.interrupted();
    giveBack();
  }

  /** One run, or one try to get the lease, and the pause after it. */
  private void turn() throws InterruptedException {
    try {
      Fence fence = fence();
      if (fence == null) {
        stop.await(settings.lease().toMillis() / 3, TimeUnit.MILLISECONDS);
        return;
      }
      job.run(fence);
      succeeded();
    } catch (Throwable e) {
      if (isStopping()) {
        LOG.info("job {} was cut short by the stop: {}", job.name(), String.valueOf(e));
        return;
      }
      Duration pause = failed(e);
      // Not to be shortened by wake-ups: work that fails would be woken by its own failing.
      stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
      return;
    }
    wakes.tryAcquire(job.every().toMillis(), TimeUnit.MILLISECONDS);
    wakes.drainPermits();
  }

  private boolean isStopping() {
    return stop.getCount() == 0;
  }

  private @Nullable Fence fence() {
    if (!job.alone()) {
      return NO_FENCE;
    }
    Lease held = lease;
    if (held != null) {
      held.check();
      return held;
    }
    Lease taken =
        rows.take(job.name(), holder, settings.lease())
            .map(number -> new Lease(rows, job.name(), number, settings.lease()))
            .orElse(null);
    lease = taken;
    return taken;
  }

  private void succeeded() {
    if (failures > 0) {
      LOG.info("job {} works again after {} failed runs", job.name(), failures);
      failures = 0;
      lastFailure = "";
    }
  }

  private Duration failed(Throwable thrown) {
    if (isLostLease(thrown)) {
      lease = null;
      LOG.info("job {} now runs on another node; this run was rolled back", job.name());
      return settings.lease().dividedBy(3);
    }
    failures++;
    Duration pause = pauseAfterFailure();
    String failure = String.valueOf(thrown);
    if (failure.equals(lastFailure)) {
      LOG.warn("job {} failed {} times; again in {}", job.name(), failures, pause);
    } else {
      LOG.warn("job {} failed; again in {}", job.name(), pause, thrown);
    }
    lastFailure = failure;
    // It may work on another node, and must not be kept from it by our pause.
    giveBack();
    return pause;
  }

  private Duration pauseAfterFailure() {
    Duration first = job.every().compareTo(FIRST_PAUSE) > 0 ? job.every() : FIRST_PAUSE;
    Duration grown = first.multipliedBy(1L << Math.min(failures - 1, 20));
    return grown.compareTo(settings.longestPause()) > 0 ? settings.longestPause() : grown;
  }

  private void giveBack() {
    Lease held = lease;
    lease = null;
    if (held == null) {
      return;
    }
    try {
      rows.release(held);
    } catch (RuntimeException e) {
      LOG.info("the lease of job {} could not be given back; it runs out by itself", job.name());
    }
  }

  private static boolean isLostLease(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof LostLease) {
        return true;
      }
    }
    return false;
  }
}
