package io.aureus.journeys;

import io.aureus.testing.CoinNode;
import io.aureus.testing.SimulatedCoinNode;
import java.time.Clock;

/** On the simulated node. */
class SimulatedDeepReorgTest extends DeepReorgJourneys {
  @Override
  CoinNode node() {
    CoinNode node = SimulatedCoinNode.start("BTC", Clock.systemUTC());
    node.mine(OLDER);
    return node;
  }
}
