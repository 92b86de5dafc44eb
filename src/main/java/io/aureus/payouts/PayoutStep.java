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
  CONFIRMED,
  /** A higher fee is signed, and its bytes are not stored yet. */
  RAISED_UNSTORED,
  /** They are stored, and offered to nobody yet. */
  RAISED_UNOFFERED;

  /** Reached by a payout that no block takes, and by no other. */
  public boolean isOfAStuckOne() {
    return this == RAISED_UNSTORED || this == RAISED_UNOFFERED;
  }

  /** Told of each step as it is reached: the crash test dies there. In live mode nobody listens. */
  public interface Listener {
    void reached(PayoutStep step);
  }
}
