package io.aureus.journeys;

import io.aureus.testing.ElectrumLightningNodes;
import io.aureus.testing.TwoLightningNodes;

/** On two real Electrum daemons. */
class ElectrumInvoicePayoutsTest extends InvoicePayoutJourneys {
  @Override
  TwoLightningNodes pair() {
    return ElectrumLightningNodes.start();
  }
}
