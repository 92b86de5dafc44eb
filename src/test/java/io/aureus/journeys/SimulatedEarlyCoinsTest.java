package io.aureus.journeys;

import io.aureus.testing.CoinNode;
import io.aureus.testing.SimulatedCoinNode;
import java.time.Clock;

/** On the simulated node. */
class SimulatedEarlyCoinsTest extends EarlyCoinJourneys {
  @Override
  CoinNode node() {
    return SimulatedCoinNode.start("BTC", Clock.systemUTC());
  }
}
