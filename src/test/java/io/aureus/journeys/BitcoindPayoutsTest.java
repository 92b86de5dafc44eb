package io.aureus.journeys;

import io.aureus.testing.BitcoindNode;
import io.aureus.testing.CoinNode;

/** On real bitcoind. */
class BitcoindPayoutsTest extends CoinMoneyOutJourneys {
  @Override
  CoinNode node() {
    return BitcoindNode.start();
  }
}
