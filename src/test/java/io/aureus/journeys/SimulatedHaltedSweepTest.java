package io.aureus.journeys;

import io.aureus.testing.EvmNode;
import io.aureus.testing.SimulatedNode;
import java.time.Clock;

/** On the simulated node. */
class SimulatedHaltedSweepTest extends HaltedSweepJourneys {
  @Override
  EvmNode node(long chainId) {
    return SimulatedNode.start(chainId, Clock.systemUTC());
  }
}
