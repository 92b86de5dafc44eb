package io.aureus.chains.evm;

import io.aureus.testing.EvmNode;
import io.aureus.testing.SimulatedNode;
import java.time.Clock;

class SimulatedEvmChainTest extends EvmChainContract {
  @Override
  EvmNode startNode(long chainId) {
    return SimulatedNode.start(chainId, Clock.systemUTC());
  }
}
