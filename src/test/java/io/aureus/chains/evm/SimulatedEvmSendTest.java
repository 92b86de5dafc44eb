package io.aureus.chains.evm;

import io.aureus.testing.EvmNode;
import io.aureus.testing.SimulatedNode;
import java.time.Clock;
import org.junit.jupiter.api.Nested;

/** Sending on the simulated node. */
class SimulatedEvmSendTest {
  @Nested
  class Sending extends EvmSendContract {
    @Override
    EvmNode startNode(long chainId) {
      return SimulatedNode.start(chainId, Clock.systemUTC());
    }
  }

  @Nested
  class Faults extends EvmSendFaultsContract {
    @Override
    EvmNode startNode(long chainId) {
      return SimulatedNode.start(chainId, Clock.systemUTC());
    }
  }

  @Nested
  class Sweeping extends EvmSweepContract {
    @Override
    EvmNode startNode(long chainId) {
      return SimulatedNode.start(chainId, Clock.systemUTC());
    }
  }
}
