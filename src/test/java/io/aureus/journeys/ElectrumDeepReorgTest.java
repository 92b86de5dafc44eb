package io.aureus.journeys;

import io.aureus.testing.BitcoindNode;
import io.aureus.testing.CoinNode;
import java.util.Map;

/** On an Electrum server before real bitcoind. */
class ElectrumDeepReorgTest extends DeepReorgJourneys {
  @Override
  CoinNode node() {
    CoinNode node = BitcoindNode.start();
    node.mine(OLDER);
    return node;
  }

  @Override
  CoinTown found(Map<String, Object> settings) {
    return CoinTown.byElectrum(node(), settings, parts());
  }

  /** Its wallet binds the earlier transactions to their height. */
  @Override
  int depth() {
    return 590;
  }
}
