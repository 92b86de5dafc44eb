package io.aureus.journeys;

import io.aureus.testing.AnvilNode;
import io.aureus.testing.EvmNode;

/** On a real node. */
class AnvilSweepsTest extends SweepJourneys {
  @Override
  EvmNode node(long chainId) {
    return AnvilNode.start(chainId);
  }
}
