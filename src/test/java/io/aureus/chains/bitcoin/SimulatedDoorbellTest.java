package io.aureus.chains.bitcoin;

import io.aureus.testing.CoinNode;
import io.aureus.testing.SimulatedCoinNode;
import java.time.Clock;

/** So does the simulated node. */
class SimulatedDoorbellTest extends DoorbellContract {
  @Override
  CoinNode node() {
    return SimulatedCoinNode.start("BTC", Clock.systemUTC());
  }
}
