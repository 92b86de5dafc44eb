package io.aureus.chains.evm;

import io.aureus.testing.AnvilNode;
import io.aureus.testing.EvmNode;

class AnvilEvmChainTest extends EvmChainContract {
  @Override
  EvmNode startNode(long chainId) {
    return AnvilNode.start(chainId);
  }
}
