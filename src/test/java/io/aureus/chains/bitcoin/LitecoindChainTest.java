package io.aureus.chains.bitcoin;

import io.aureus.testing.CoinNode;
import io.aureus.testing.LitecoindNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Litecoin on a real litecoind (regtest). */
class LitecoindChainTest extends CoinChainContract {
  private static CoinNode shared;

  @BeforeAll
  static void start() {
    shared = LitecoindNode.start();
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
