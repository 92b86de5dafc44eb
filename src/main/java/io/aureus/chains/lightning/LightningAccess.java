package io.aureus.chains.lightning;

import io.aureus.money.Chain;
import java.util.Optional;

/** The node of each chain of Lightning that the settings name. */
public interface LightningAccess {
  /**
   * The node as it makes invoices and tells what was settled: what it is reached with need not be
   * enough to pay.
   *
   * @throws IllegalStateException where the settings name none
   */
  LightningNode node(Chain chain);

  /** The same as it hands out offers; empty where it does not, or the settings switch that off. */
  default Optional<OfferMaking> offers(Chain chain) {
    return node(chain).offers();
  }

  /** The same as it pays; empty where the settings have nothing that it pays with. */
  Optional<InvoicePaying> paying(Chain chain);
}
