package io.aureus.payouts;

/** Whoever must act on a payout's moves implements this: orders and callbacks do. */
public interface PayoutMilestones {
  /**
   * Called inside the transaction that moves the payout: what it writes commits with the move or
   * not at all. It must not call the network.
   *
   * @param before the state that it left; the same as its state now where it was just asked for
   * @param isKnown whether it is UNCLEAR as it was before, and no block had it since: a node that
   *     takes a transaction and loses it again is no news each time
   */
  void moved(Payout payout, PayoutState before, boolean isKnown);
}
