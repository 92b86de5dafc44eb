package io.aureus.chains.bitcoin;

import io.aureus.chains.BlockHeader;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.Nodes;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

/** Reads every block as a whole from the first node that can give it, and every node's mempool. */
final class WholeBlocks implements CoinSource {
  private final Nodes<FullNode> nodes;
  private final CoinWatch watch;
  private final MempoolLists mempools;

  WholeBlocks(Nodes<FullNode> nodes, CoinWatch watch, Clock clock) {
    this.nodes = nodes;
    this.watch = watch;
    this.mempools = new MempoolLists(nodes, clock);
  }

  /** First the block, then what is watched, then the search: see {@link CoinWatch}. */
  @Override
  public Read read(long number) throws NodeFailure {
    return nodes.ask(
        number,
        node -> {
          byte[] block = node.block(number);
          watch.refresh();
          try {
            return scan(block, number);
          } catch (MalformedData e) {
            throw new NodeFailure(
                Kind.MALFORMED, "answered a block that is none: " + e.getMessage());
          }
        });
  }

  /** What it pays us may be spent in a block that is read before this one is recorded. */
  private Read scan(byte[] block, long number) {
    BlockScan.Found found = BlockScan.scan(block, watch);
    found.transactions().forEach(watch::addOutputsOfOurs);
    return new Read(found.header().at(number), found.transactions());
  }

  @Override
  public Waiting waiting(long upTo) throws NodeFailure {
    return mempools.all(upTo);
  }

  /** Who lists it has it: the others are asked only where that one does not answer. */
  @Override
  public Map<String, String> raw(
      long upTo, int rank, Nodes.Question<CoinNode, Map<String, String>> question)
      throws NodeFailure {
    return nodes.ask(mempools.from(rank), upTo, question::ask);
  }

  @Override
  public Instant since(long upTo, int rank, String txid) throws NodeFailure {
    return nodes.ask(mempools.from(rank), upTo, node -> node.waitingSince(txid));
  }

  /** A block that was read as a whole tells nothing more. */
  @Override
  public OptionalLong late(Nodes.View view, BlockHeader cursor) {
    return OptionalLong.empty();
  }
}
