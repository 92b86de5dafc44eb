package io.aureus.jobs;

/** Proof that this node still holds a job's lease. */
public interface Fence {
  /**
   * Locks the lease's row inside the current transaction, so that no other node can take over
   * before it ends.
   *
   * @throws LostLease where another node has taken over: the transaction must roll back
   */
  void hold();

  /**
   * Extends the lease during a long run; outside any transaction. The runner does this by itself,
   * so it is a way to learn early that the lease is lost.
   *
   * @throws LostLease where another node has taken over
   */
  void renew();
}
