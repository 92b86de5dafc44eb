package io.aureus.journeys;

import io.aureus.testing.BitcoindNode;
import io.aureus.testing.CoinNode;

/** On real bitcoind. */
class BitcoindDeepReorgTest extends DeepReorgJourneys {
  @Override
  CoinNode node() {
    CoinNode node = BitcoindNode.start();
    node.mine(OLDER);
    return node;
  }

  /** Its wallet binds the earlier transactions to their height. */
  @Override
  int depth() {
    return 590;
  }
}
