package io.aureus.testing;

import java.util.List;

/**
 * A real litecoind, as Debian builds it: without ZMQ. Where it cannot be had the test is skipped
 * with the reason; with {@code CI=true} it fails instead.
 */
public final class LitecoindNode extends RegtestNode {
  private LitecoindNode(String program) {
    super(program, "LTC", false);
  }

  /** A new chain with a wallet that has coins. */
  public static LitecoindNode start() {
    LitecoindNode node = new LitecoindNode(NodeScript.path("get-litecoind"));
    node.begin();
    return node;
  }

  @Override
  List<String> options() {
    // Unlike bitcoind it replaces nothing unless it is told to.
    return List.of("-fallbackfee=0.0002", "-mempoolreplacement=1");
  }

  @Override
  public String zmq() {
    return "";
  }
}
