package io.aureus.payouts;

/** The points between which a payout's worker may die. */
public enum PayoutStep {
  CLAIMED,
  PLACED,
  SIGNED_UNSTORED,
  STORED,
  OFFERED_UNNOTED,
  NOTED,
  SEEN,
  CONFIRMED;

  /** Told of each step as it is reached: the crash test dies there. In live mode nobody listens. */
  public interface Listener {
    void reached(PayoutStep step);
  }
}
