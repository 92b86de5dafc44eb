package io.aureus.chains.bitcoin;

import io.aureus.testing.CoinNode;
import io.aureus.testing.SimulatedCoinNode;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Bitcoin on the simulated node. */
class SimulatedBitcoinChainTest extends CoinChainContract {
  private static CoinNode shared;

  @BeforeAll
  static void start() {
    shared = SimulatedCoinNode.start("BTC", Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    shared.close();
  }

  @Override
  CoinNode node() {
    return shared;
  }
}
