package io.aureus.chains.lightning;

import io.aureus.chains.nodes.NodeFailure;

/** A node that hands out offers, and tells of each payment for which of them it was. */
public interface OfferMaking {
  /** What people may read of the node. */
  String label();

  /**
   * Has the node hand out an offer that takes one payment. An answer that is lost leaves one behind
   * that nobody was shown: it expires unused. An order does without rather than wait: it takes some
   * seconds at most, whatever else the node may take.
   *
   * @return checked: of our network, saying what was wished, and no other order's
   * @throws NodeFailure {@code REFUSED} without an error's number where the node has this very
   *     offer already
   */
  MadeOffer make(OfferWish wish) throws NodeFailure;
}
