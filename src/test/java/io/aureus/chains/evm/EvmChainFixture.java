package io.aureus.chains.evm;

import io.aureus.jobs.Fence;
import io.aureus.jobs.LostLease;
import io.aureus.testing.EvmNode;
import io.aureus.testing.FaultyRelay;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A chain on a node, a relay before it that can misbehave, and a deployment that observes it. */
abstract class EvmChainFixture {
  static final long CHAIN_ID = 31337;
  static final String ONE = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
  static final String TWO = "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359";
  static final BigInteger FIVE = BigInteger.valueOf(5_000_000);
  static final BigInteger SIX = BigInteger.valueOf(6_000_000);

  EvmNode node;
  FaultyRelay relay;
  Observation observation;
  Observation.Observed eth;
  Fence fence;
  String usdt;

  /** Starts a new chain on a node of the kind that is tested. */
  abstract EvmNode startNode(long chainId);

  @BeforeEach
  void setUp() {
    node = startNode(CHAIN_ID);
    usdt = node.deployToken("USDT", 6);
    node.mine(2);
    relay = FaultyRelay.before(node.url());
    observation = new Observation();
    eth = observation.chain("ETH", CHAIN_ID, usdt, List.of(relay.url()));
    fence = observation.fence(eth);
    observation.watch(ONE);
    observation.watch(TWO);
    observe();
  }

  @AfterEach
  void tearDown() {
    observation.close();
    relay.close();
    node.close();
  }

  void observe() {
    try {
      eth.job().run(fence);
    } catch (LostLease e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  void mineAndObserve(int blocks) {
    node.mine(blocks);
    observe();
  }

  static Map<String, BigInteger> outputs() {
    Map<String, BigInteger> outputs = new LinkedHashMap<>();
    outputs.put(ONE, FIVE);
    outputs.put(TWO, SIX);
    return outputs;
  }
}
