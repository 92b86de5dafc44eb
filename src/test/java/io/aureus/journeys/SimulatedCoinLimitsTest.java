package io.aureus.journeys;

import io.aureus.testing.CoinNode;
import io.aureus.testing.SimulatedCoinNode;
import java.time.Clock;

/** On the simulated node. */
class SimulatedCoinLimitsTest extends CoinLimitJourneys {
  @Override
  CoinNode node() {
    return SimulatedCoinNode.start("BTC", Clock.systemUTC());
  }
}
