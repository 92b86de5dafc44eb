package io.aureus.journeys;

import io.aureus.testing.AnvilNode;
import io.aureus.testing.EvmNode;

/** On a real node. */
class AnvilMissingGasTest extends MissingGasJourneys {
  @Override
  EvmNode node(long chainId) {
    return AnvilNode.start(chainId);
  }
}
