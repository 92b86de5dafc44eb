package io.aureus.chains.bitcoin;

import io.aureus.testing.BitcoindNode;
import io.aureus.testing.CoinNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Bitcoin on a real bitcoind (regtest). */
class BitcoindChainTest extends CoinChainContract {
  private static CoinNode shared;

  @BeforeAll
  static void start() {
    shared = BitcoindNode.start();
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
