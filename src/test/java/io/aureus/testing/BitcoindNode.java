package io.aureus.testing;

import java.nio.file.Path;
import java.util.List;

/**
 * A real bitcoind. Where it cannot be had the test is skipped with the reason; with {@code CI=true}
 * it fails instead.
 */
public final class BitcoindNode extends RegtestNode {
  private BitcoindNode(boolean hasCookie) {
    super(NodeScript.path("get-bitcoind"), "BTC", hasCookie);
  }

  /** A new chain with a wallet that has coins. */
  public static BitcoindNode start() {
    BitcoindNode node = new BitcoindNode(false);
    node.begin();
    return node;
  }

  /** The same without a user and a password in its settings. */
  public static BitcoindNode withCookie() {
    BitcoindNode node = new BitcoindNode(true);
    node.begin();
    return node;
  }

  /** A new node without a chain and without a wallet's coins, to be joined to another. */
  public static BitcoindNode bare() {
    BitcoindNode node = new BitcoindNode(false);
    node.startAgain();
    node.createWallet();
    return node;
  }

  /** Where it writes its cookie, which is another at each start. */
  public Path cookie() {
    return process.cookie();
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
