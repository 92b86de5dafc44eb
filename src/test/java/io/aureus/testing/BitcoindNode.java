package io.aureus.testing;

import java.util.List;

/**
 * A real bitcoind. Where it cannot be had the test is skipped with the reason; with {@code CI=true}
 * it fails instead.
 */
public final class BitcoindNode extends RegtestNode {
  private BitcoindNode(String program) {
    super(program, "BTC");
  }

  /** A new chain with a wallet that has coins. */
  public static BitcoindNode start() {
    BitcoindNode node = made();
    node.begin();
    return node;
  }

  /** A new node without a chain and without a wallet's coins, to be joined to another. */
  public static BitcoindNode bare() {
    BitcoindNode node = made();
    node.startAgain();
    node.createWallet();
    return node;
  }

  private static BitcoindNode made() {
    return new BitcoindNode(NodeScript.path("get-bitcoind"));
  }

  @Override
  List<String> options() {
    return List.of(
        "-fallbackfee=0.00005",
        "-zmqpubsequence=" + zmqAddress(),
        "-zmqpubhashblock=" + zmqAddress(),
        "-zmqpubrawtx=" + zmqAddress());
  }

  @Override
  public String zmq() {
    return zmqAddress();
  }
}
