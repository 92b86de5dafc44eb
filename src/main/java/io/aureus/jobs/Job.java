package io.aureus.jobs;

import java.time.Duration;

/**
 * Background work that is safe to run on several nodes and to kill at any line. Every bean of this
 * type is found and run by the job runner.
 */
public interface Job {
  /** Unique and stable: the lease's name in the database, e.g. {@code observe-ETH}. */
  String name();

  /** The pause between two runs, at least 50 ms. A wake-up shortens it. */
  Duration every();

  /**
   * True where only one node at a time may run it (a lease with a fencing token is held); false
   * where each node runs it and claims single rows with {@code for update skip locked}.
   */
  default boolean alone() {
    return true;
  }

  /**
   * Does what is due and returns. An exception is logged, and the next run comes after a growing
   * pause.
   *
   * @param fence to be held inside every transaction that writes, where {@link #alone()} is true
   */
  void run(Fence fence) throws Exception;

  /** The program stops: a run that waits for news need wait no longer. Called by another thread. */
  default void stop() {}
}
