package io.aureus.journeys;

import io.aureus.testing.BitcoindNode;
import io.aureus.testing.CoinNode;

/** On real bitcoind. */
class BitcoindRatesTest extends CoinRateJourneys {
  @Override
  CoinNode node() {
    return BitcoindNode.start();
  }
}
