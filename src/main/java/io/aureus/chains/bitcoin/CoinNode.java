package io.aureus.chains.bitcoin;

import io.aureus.chains.CoinsNow.Point;
import io.aureus.chains.CoinsNow.Signed;
import io.aureus.chains.nodes.ChainNode;
import io.aureus.chains.nodes.NodeFailure;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One node, or a server that stands before one: what may be asked of either. */
abstract class CoinNode extends ChainNode {
  /**
   * @param label what people may read of its address
   */
  CoinNode(String label, Clock clock) {
    super(label, clock);
  }

  /** The hash of its block of this number. */
  abstract String hash(long number) throws NodeFailure;

  /** The hash of its newest block. */
  abstract String bestBlock() throws NodeFailure;

  /** The ids of the transactions that wait: all, or those that may concern us. */
  abstract Collection<String> mempool() throws NodeFailure;

  /**
   * Transactions of the mempool in one answer.
   *
   * @return by the id that was asked for, what it answered, which should be hex; those that it does
   *     not have are missing
   */
  abstract Map<String, String> waiting(List<String> txids) throws NodeFailure;

  /** When by its clock, to the second, the transaction came; null where it does not say. */
  abstract @Nullable Instant waitingSince(String txid) throws NodeFailure;

  /** Whether the transaction waits in its mempool. */
  abstract boolean holdsWaiting(String txid) throws NodeFailure;

  /** Whether an output is in a block and no block spends it. */
  boolean isUnspent(OutPoint output) throws NodeFailure {
    return blockOf(output) > 0;
  }

  /** The block that has an output which no block spends; 0 where there is none. */
  abstract long blockOf(OutPoint output) throws NodeFailure;

  /**
   * Those that something spends now, be it in a block or waiting, which is none of these
   * transactions of ours; and those of which it does not know.
   *
   * @throws NodeFailure where it is not in a position to know
   */
  abstract Set<Point> taken(List<Point> coins, Signed ours) throws NodeFailure;

  /** Offers a signed transaction; answers its id. */
  abstract String offer(String hex) throws NodeFailure;

  /**
   * What to pay for 1,000 virtual bytes, in coins, to be in one of the next blocks: the node's
   * estimate for the shortest span that it has one for, or a few times the least where it has none;
   * and never less than its mempool takes now.
   */
  abstract BigDecimal feeRate() throws NodeFailure;
}
