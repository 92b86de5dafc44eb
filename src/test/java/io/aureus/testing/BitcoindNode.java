package io.aureus.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real bitcoind. Where it cannot be had the test is skipped with the reason; with {@code CI=true}
 * it fails instead.
 */
public final class BitcoindNode extends RegtestNode {
  private final List<String> more;

  private BitcoindNode(boolean hasCookie, String... more) {
    super(NodeScript.path("get-bitcoind"), "BTC", hasCookie);
    this.more = List.of(more);
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

  /**
   * The same as {@link #bare}, but it throws old blocks away when it is told to, in files of some
   * hundred small blocks.
   */
  public static BitcoindNode pruning() {
    BitcoindNode node = new BitcoindNode(false, "-txindex=0", "-prune=1", "-fastprune");
    node.startAgain();
    return node;
  }

  /**
   * Throws away what it may: whole files of blocks that are older than the last 288.
   *
   * @return the lowest block that it still has
   */
  public int prune() {
    rpc("pruneblockchain", height());
    return rpc("getblockchaininfo").path("pruneheight").asInt();
  }

  /** Where it writes its cookie, which is another at each start. */
  public Path cookie() {
    return process.cookie();
  }

  @Override
  List<String> options() {
    return Stream.concat(
            Stream.of(
                "-fallbackfee=0.00005",
                "-zmqpubsequence=" + zmqAddress(),
                "-zmqpubhashblock=" + zmqAddress(),
                "-zmqpubrawtx=" + zmqAddress()),
            more.stream())
        .toList();
  }

  @Override
  public String zmq() {
    return zmqAddress();
  }
}
