package io.aureus.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs every {@link Job} of the program, each in a loop on a virtual thread of its own, and keeps
 * this node's leases alive. It starts last and stops first, as Spring's default phase has it.
 */
final class JobRunner implements SmartLifecycle, Wakeups {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
  private static final Duration LEAST_PAUSE = Duration.ofMillis(50);
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(2);

  private final Supplier<Stream<Job>> jobs;
  private final LeaseRows rows;
  private final JobSettings settings;
  private final String holder;
  private volatile Map<String, JobLoop> loops = Map.of();
  private final List<Thread> threads = new ArrayList<>();
  private volatile Thread keeper = Thread.ofVirtual().unstarted(() -> {});
  private volatile boolean running;

  /**
   * @param jobs asked at the start only, since jobs themselves need {@link Wakeups}
   * @param holder who this node is, for a person who reads the table
   */
  JobRunner(Supplier<Stream<Job>> jobs, LeaseRows rows, JobSettings settings, String holder) {
    this.jobs = jobs;
    this.rows = rows;
    this.settings = settings;
    this.holder = holder;
  }

  @Override
  public boolean isAutoStartup() {
    return settings.enabled();
  }

  @Override
  public synchronized void start() {
    Map<String, JobLoop> made = new LinkedHashMap<>();
    jobs.get().forEach(job -> add(made, job));
    loops = Map.copyOf(made);
    made.forEach((name, loop) -> threads.add(Thread.ofVirtual().name("job-" + name).start(loop)));
    keeper = Thread.ofVirtual().name("job-leases").start(this::keepLeases);
    running = true;
    LOG.info("{} background jobs run: {}", made.size(), made.keySet());
  }

  @Override
  public synchronized void stop() {
    if (!running) {
      return;
    }
    loops.values().forEach(JobLoop::stop);
    try {
      join(settings.stopWithin());
      threads.forEach(Thread::interrupt);
      join(AFTER_INTERRUPT);
      keeper.interrupt();
      keeper.join(AFTER_INTERRUPT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.clear();
    loops = Map.of();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public void wake(String job) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      wakeNow(job);
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            wakeNow(job);
          }
        });
  }

  private void wakeNow(String job) {
    JobLoop loop = loops.get(job);
    if (loop != null) {
      loop.wake();
    }
  }

  private void add(Map<String, JobLoop> made, Job job) {
    if (job.every().compareTo(LEAST_PAUSE) < 0) {
      throw new IllegalStateException(
          "job " + job.name() + " must pause at least " + LEAST_PAUSE + ", not " + job.every());
    }
    if (made.put(job.name(), new JobLoop(job, rows, settings, holder)) != null) {
      throw new IllegalStateException("two jobs are named " + job.name());
    }
  }

  private void join(Duration within) throws InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    for (Thread thread : threads) {
      long left = end - System.nanoTime();
      thread.join(Duration.ofNanos(Math.max(left, 1)));
    }
  }

  private void keepLeases() {
    try {
      while (true) {
        Thread.sleep(settings.lease().dividedBy(3));
        try {
          keepOnce();
        } catch (RuntimeException e) {
          LOG.warn("the leases of this node's jobs could not be extended: {}", e.getMessage());
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("no lease is kept alive any more");
    }
  }

  private void keepOnce() {
    Map<Lease, JobLoop> held = new LinkedHashMap<>();
    for (JobLoop loop : loops.values()) {
      Lease lease = loop.lease();
      if (lease != null) {
        held.put(lease, loop);
      }
    }
    if (held.isEmpty()) {
      return;
    }
    long before = System.nanoTime();
    rows.extendAll(held.keySet(), settings.lease());
    Set<Lease> standing = rows.standing(held.keySet());
    held.forEach(
        (lease, loop) -> {
          if (standing.contains(lease)) {
            lease.extendedAt(before);
          } else {
            loop.lost(lease);
          }
        });
  }
}
