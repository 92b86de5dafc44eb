package io.aureus.jobs;

/** Lets a room say that work of a job is due now, so that nobody waits for the next poll. */
public interface Wakeups {
  /**
   * After the current transaction commits (at once where there is none), the job of that name on
   * this node runs without waiting for its pause. A hint only: nothing is lost where it is lost.
   */
  void wake(String job);
}
