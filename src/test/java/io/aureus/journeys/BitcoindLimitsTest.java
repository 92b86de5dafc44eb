package io.aureus.journeys;

import io.aureus.testing.BitcoindNode;
import io.aureus.testing.CoinNode;

/** On real bitcoind. */
class BitcoindLimitsTest extends CoinLimitJourneys {
  @Override
  CoinNode node() {
    return BitcoindNode.start();
  }
}
