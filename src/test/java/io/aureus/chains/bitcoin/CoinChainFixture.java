package io.aureus.chains.bitcoin;

import io.aureus.money.CoinAddress;
import io.aureus.testing.CoinNode;
import io.aureus.testing.CoinNode.Fate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A chain of coins on a node, and a deployment that observes it. */
abstract class CoinChainFixture {
  static final long FIVE = 5_000_000;
  static final long SIX = 6_000_000;

  CoinNode node;
  CoinObservation observation;
  String one;
  String two;

  /** A node of the kind that is tested; it may be one that earlier tests have used. */
  abstract CoinNode node();

  /** Where the chain is read from. */
  String[] urls() {
    return new String[] {CoinObservation.url(node, node.url())};
  }

  @BeforeEach
  void setUp() {
    node = node();
    node.mine(1);
    observation = new CoinObservation(node, urls());
    one = fresh();
    two = fresh();
    observation.watch(one);
    observation.watch(two);
    observation.observe();
  }

  @AfterEach
  void tearDown() {
    observation.close();
  }

  /** A P2WPKH address of nobody. */
  String fresh() {
    byte[] script = new byte[22];
    new java.util.Random(System.nanoTime()).nextBytes(script);
    script[0] = 0;
    script[1] = 20;
    return CoinAddress.ofScript(observation.chain, script).orElseThrow().text();
  }

  void mineAndObserve(int blocks) {
    node.mine(blocks);
    observation.observe();
  }

  void reorgAndObserve(int depth, Fate fate) {
    node.reorg(depth, fate);
    observation.observe();
  }
}
