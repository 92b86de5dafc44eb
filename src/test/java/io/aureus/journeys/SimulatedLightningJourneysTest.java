package io.aureus.journeys;

import io.aureus.testing.SimulatedLightningNodes;
import io.aureus.testing.TwoLightningNodes;
import java.time.Clock;

/** On two simulated LNDs. */
class SimulatedLightningJourneysTest extends LightningMoneyInJourneys {
  @Override
  TwoLightningNodes nodes() {
    return SimulatedLightningNodes.start(Clock.systemUTC());
  }
}
