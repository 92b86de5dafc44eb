package io.aureus.payouts;

/** Where a payout stands. Which moves are legal is in {@link PayoutLifecycle}. */
public enum PayoutState {
  /** Asked for and reserved; a rule, a missing approval or missing gas holds it back. */
  HELD,
  /** Reserved, and free to be built. */
  RESERVED,
  /** Its place in the sender's row of transactions is taken; nothing is signed. */
  BUILT,
  /** Signed bytes are stored; they were never offered to the network. */
  SIGNED,
  /** Offered to the network; not in a block that we know of. */
  BROADCASTING,
  /** Offering ended without a clear answer: only the chain can say. The same bytes are offered. */
  UNCLEAR,
  /** The merchant has a transaction to sign with its own wallet; no block that we know has it. */
  HANDED_OVER,
  /** In a block, not deep enough. */
  SEEN,
  /** In a block at the required depth; a reorganisation can still bring it back. */
  CONFIRMED,
  /** Taken back before anything was signed. The reservation was returned. */
  CANCELLED,
  /** Mined and failed, never possible, or never to be mined. The reservation was returned. */
  FAILED;

  /** True where nothing is signed that we know of: it can be taken back. */
  public boolean isUnsigned() {
    return this == HELD || this == RESERVED || this == HANDED_OVER;
  }

  /** True where nothing is expected to change any more. */
  public boolean isFinal() {
    return this == CONFIRMED || this == CANCELLED || this == FAILED;
  }
}
