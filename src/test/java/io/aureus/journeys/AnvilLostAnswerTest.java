package io.aureus.journeys;

import io.aureus.testing.AnvilNode;
import io.aureus.testing.EvmNode;

/** On real anvil. */
class AnvilLostAnswerTest extends LostAnswerJourneys {
  @Override
  EvmNode start(long chainId) {
    return AnvilNode.start(chainId);
  }
}
