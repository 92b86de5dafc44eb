package io.aureus.jobs;

import java.time.Duration;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** One hold of a job's lease, told apart from every other by its number. */
final class Lease implements Fence {
  private final LeaseRows rows;
  private final String job;
  private final long number;
  private final Duration length;
  private volatile long extendedAtNanos = System.nanoTime();

  Lease(LeaseRows rows, String job, long number, Duration length) {
    this.rows = rows;
    this.job = job;
    this.number = number;
    this.length = length;
  }

  String job() {
    return job;
  }

  long number() {
    return number;
  }

  @Override
  public void hold() {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("the fence of " + job + " is held in a transaction only");
    }
    if (!rows.lock(this)) {
      throw new LostLease(job);
    }
  }

  @Override
  public void renew() {
    long before = System.nanoTime();
    if (!rows.extend(this, length)) {
      throw new LostLease(job);
    }
    extendedAtNanos = before;
  }

  /** Notes that the row was extended at the given time of {@link System#nanoTime()}. */
  void extendedAt(long nanos) {
    extendedAtNanos = nanos;
  }

  /** Asks the database where this process has not been heard of for too long. */
  void check() {
    if (System.nanoTime() - extendedAtNanos > length.toNanos()) {
      renew();
    }
  }
}
