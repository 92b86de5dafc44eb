package io.aureus.chains.bitcoin;

import io.aureus.chains.BlockHeader;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.Nodes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The seam between reading a chain and recording it: what is in a block and what waits, of what
 * concerns us. {@link WholeBlocks} reads it from nodes of our own, {@link ScriptHistories} from
 * Electrum servers. Whatever comes through here is recorded by the same code into the same rows.
 */
interface CoinSource {
  /** One block, and those of its transactions that concern us, in its order. */
  record Read(BlockHeader header, List<CoinTransaction> transactions) {}

  /** The block of this number, of which is proven that it holds these transactions. */
  Read read(long number) throws NodeFailure;

  /**
   * What waits in any mempool.
   *
   * @param ranks by a transaction's id the place of the first node that lists it, from 0 on: of two
   *     that spend the same the one of the lower rank counts
   */
  record Waiting(Map<String, Integer> ranks) {
    /** Far behind all for one that nobody lists. */
    int rank(String txid) {
      return ranks.getOrDefault(txid, Integer.MAX_VALUE);
    }
  }

  /**
   * What waits.
   *
   * @param upTo a node that has come less far is not asked
   */
  Waiting waiting(long upTo) throws NodeFailure;

  /**
   * What nodes answer to a question for waiting transactions: by their ids, hex.
   *
   * @param rank of what is asked for
   */
  Map<String, String> raw(
      long upTo, int rank, Nodes.Question<CoinNode, Map<String, String>> question)
      throws NodeFailure;

  /**
   * When by a node's clock, to the second, a waiting transaction came.
   *
   * @param rank its own
   */
  Instant since(long upTo, int rank, String txid) throws NodeFailure;

  /** The lowest block up to the cursor that must be read again; usually none. */
  OptionalLong late(Nodes.View view, BlockHeader cursor) throws NodeFailure;
}
