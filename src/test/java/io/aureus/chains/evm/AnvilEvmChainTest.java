package io.aureus.chains.evm;

import io.aureus.testing.AnvilNode;
import io.aureus.testing.EvmNode;
import org.junit.jupiter.api.Nested;

/** The contract on anvil, a real node with real contracts. */
class AnvilEvmChainTest {
  @Nested
  class Transfers extends EvmChainContract {
    @Override
    EvmNode startNode(long chainId) {
      return AnvilNode.start(chainId);
    }
  }

  @Nested
  class Faults extends EvmFaultsContract {
    @Override
    EvmNode startNode(long chainId) {
      return AnvilNode.start(chainId);
    }
  }
}
