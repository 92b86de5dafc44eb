package io.aureus.chains.evm;

import io.aureus.testing.AnvilNode;
import io.aureus.testing.EvmNode;
import org.junit.jupiter.api.Nested;

/** Sending on anvil, a real node with real contracts. */
class AnvilEvmSendTest {
  @Nested
  class Sending extends EvmSendContract {
    @Override
    EvmNode startNode(long chainId) {
      return AnvilNode.start(chainId);
    }
  }

  @Nested
  class Faults extends EvmSendFaultsContract {
    @Override
    EvmNode startNode(long chainId) {
      return AnvilNode.start(chainId);
    }
  }

  @Nested
  class Sweeping extends EvmSweepContract {
    @Override
    EvmNode startNode(long chainId) {
      return AnvilNode.start(chainId);
    }
  }
}
