package io.aureus.journeys;

import io.aureus.testing.CoinNode;
import io.aureus.testing.LitecoindNode;

/** On real litecoind. */
class LitecoindPayoutsTest extends CoinMoneyOutJourneys {
  @Override
  CoinNode node() {
    return LitecoindNode.start();
  }
}
