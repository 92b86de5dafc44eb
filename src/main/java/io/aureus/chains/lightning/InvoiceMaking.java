package io.aureus.chains.lightning;

import io.aureus.chains.nodes.NodeFailure;

/** A node that can be paid. */
public interface InvoiceMaking {
  /**
   * Has the node sign an invoice. An answer that is lost leaves one behind that nobody was shown:
   * it expires unpaid.
   *
   * @return checked: signed, of our network, and saying what was wished
   * @throws NodeFailure {@code REFUSED} where the node cannot make it so, as with a description's
   *     hash where it knows none
   */
  Invoice make(InvoiceWish wish) throws NodeFailure;

  /** Whether its program can put the hash of a description into an invoice; asks nobody. */
  default boolean makesHashed() {
    return true;
  }

  /** What the amounts of its invoices are multiples of, in millisatoshi; asks nobody. */
  default long step() {
    return 1;
  }
}
