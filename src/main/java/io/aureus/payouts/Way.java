package io.aureus.payouts;

import io.aureus.chains.Network.Standing;
import io.aureus.money.Amount;
import io.aureus.payouts.SignedRows.SignedRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How money leaves on chains of one kind. States and moves are the same for all; what differs is
 * what a transaction is made of, and why two of one payout can never both be mined.
 */
interface Way {
  /** From reserved or held to built, or held. */
  Payout build(Payout payout);

  /** From built to signed, with bytes stored; or back to held where the signer refuses. */
  Payout sign(Payout payout);

  /** All bytes that were signed for it, newest first. */
  List<SignedRow> signed(PayoutId id);

  /** Notes that bytes were offered, where they were not before. */
  void offered(PayoutId id, int no, Instant now);

  /** Notes the block that holds a transaction. */
  void minedIn(String hash, long block);

  /** What this payout bears of what the network took, in the native coin. */
  Amount spent(Payout payout, String hash, Standing.Mined mined);

  /**
   * What a person must know where the chain has decided for good against all bytes of a payout that
   * nodes know nothing of; empty where it has not. It asks a node.
   */
  String astray(Payout payout);

  /**
   * Stores bytes with a higher fee, of which and the older ones the chain takes one at most.
   *
   * @param waiting the bytes that nodes have now; null for none
   * @return whether there are new ones: false where our limits do not allow it
   */
  boolean raise(Payout payout, @Nullable SignedRow waiting);

  /**
   * Has a child pay for what waits, where nodes would not replace it.
   *
   * @return whether there is a new child: false where there can be none, or is one already
   */
  default boolean carry(Payout payout, SignedRow waiting) {
    return false;
  }

  /**
   * Ends what can never be mined, where that takes nobody's word.
   *
   * @return empty where it goes on
   */
  default Optional<Payout> end(Payout payout) {
    return Optional.empty();
  }
}
