package io.aureus.journeys;

import io.aureus.testing.SimulatedLightningNodes;
import io.aureus.testing.TwoLightningNodes;
import java.time.Clock;

/** On two simulated LNDs. */
class SimulatedInvoicePayoutsTest extends InvoicePayoutJourneys {
  @Override
  TwoLightningNodes pair() {
    return SimulatedLightningNodes.start(Clock.systemUTC());
  }
}
