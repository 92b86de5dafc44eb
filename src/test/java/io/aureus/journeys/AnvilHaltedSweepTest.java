package io.aureus.journeys;

import io.aureus.testing.AnvilNode;
import io.aureus.testing.EvmNode;

/** On real anvil. */
class AnvilHaltedSweepTest extends HaltedSweepJourneys {
  @Override
  EvmNode node(long chainId) {
    return AnvilNode.start(chainId);
  }
}
