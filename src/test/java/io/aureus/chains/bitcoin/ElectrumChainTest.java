package io.aureus.chains.bitcoin;

import io.aureus.testing.CoinNode;
import io.aureus.testing.SimulatedCoinNode;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Bitcoin by an Electrum server before the simulated node. */
class ElectrumChainTest extends CoinChainContract {
  private static CoinNode shared;
  private static ElectrumServer server;

  @BeforeAll
  static void start() {
    shared = SimulatedCoinNode.start("BTC", Clock.systemUTC());
    server = ElectrumServer.before(shared);
  }

  @AfterAll
  static void stop() {
    server.close();
    shared.close();
  }

  @Override
  CoinNode node() {
    return shared;
  }

  @Override
  String[] urls() {
    return new String[] {server.url()};
  }
}
