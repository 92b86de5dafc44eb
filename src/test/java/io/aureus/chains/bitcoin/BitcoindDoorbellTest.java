package io.aureus.chains.bitcoin;

import io.aureus.testing.BitcoindNode;
import io.aureus.testing.CoinNode;

/** Real bitcoind rings. */
class BitcoindDoorbellTest extends DoorbellContract {
  @Override
  CoinNode node() {
    return BitcoindNode.start();
  }
}
