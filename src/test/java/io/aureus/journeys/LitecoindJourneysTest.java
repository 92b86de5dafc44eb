package io.aureus.journeys;

import io.aureus.testing.CoinNode;
import io.aureus.testing.LitecoindNode;

/**
 * On real litecoind, where every block has an extension block (MWEB) as on the main network: the
 * usual stories and those of payers who stray, since all else is the code that bitcoind's run.
 */
class LitecoindJourneysTest extends StrayCoinJourneys {
  @Override
  CoinNode node() {
    return LitecoindNode.startWithExtension();
  }
}
