package io.aureus.chains.evm;

import io.aureus.testing.EvmNode;
import io.aureus.testing.SimulatedNode;
import java.time.Clock;
import org.junit.jupiter.api.Nested;

/** The contract on the simulated node. */
class SimulatedEvmChainTest {
  @Nested
  class Transfers extends EvmChainContract {
    @Override
    EvmNode startNode(long chainId) {
      return SimulatedNode.start(chainId, Clock.systemUTC());
    }
  }

  @Nested
  class Faults extends EvmFaultsContract {
    @Override
    EvmNode startNode(long chainId) {
      return SimulatedNode.start(chainId, Clock.systemUTC());
    }
  }
}
