package io.aureus.chains.lightning;

import io.aureus.chains.nodes.NodeFailure;
import java.util.Optional;

/**
 * A node of Lightning that the gateway, or a merchant, runs. Each method asks it over the network:
 * never inside a transaction. All can be called by several at once.
 */
public interface LightningNode extends InvoiceMaking, Settlements, InvoicePaying {
  /** What people may read of it: its kind and address, and no credential. */
  String label();

  NodeIdentity identity() throws NodeFailure;

  ChannelFunds funds() throws NodeFailure;

  /**
   * Empty where its program hands out no offers, or does not tell which of them was paid; asks
   * nobody.
   */
  default Optional<OfferMaking> offers() {
    return Optional.empty();
  }
}
