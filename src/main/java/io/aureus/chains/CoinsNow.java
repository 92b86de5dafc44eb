package io.aureus.chains;

import io.aureus.money.Asset;
import io.aureus.money.Chain;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What nodes say at this moment of coins. It talks to nodes: never inside a transaction. */
public interface CoinsNow {
  /**
   * A coin.
   *
   * @param txHash 64 hex digits
   * @param index of the output, from 0
   */
  record Point(String txHash, long index) {}

  /** What we signed ourselves. */
  interface Signed {
    /** Transactions that spend the coin. */
    List<String> spending(Point coin);
  }

  /**
   * @param head the newest block that the nodes agree on
   * @param taken coins of ours that no block which was read spends, and of which a node says that
   *     they are spent: by a transaction that waits and was not signed here, or by a block that is
   *     still to be read. Also those of which a node knows nothing
   */
  record Look(long head, Set<Point> taken) {}

  /**
   * All nodes of the settings must answer: each may be the only one that has heard of something.
   *
   * @throws io.aureus.errors.Refusal {@code UNAVAILABLE} where one cannot say
   */
  Look look(Asset asset, Signed ours);

  /**
   * Which of these coins, whosever they are, a node says are spent now: by whatever waits or is in
   * a block. Also those of which a node knows nothing. All nodes of the settings must answer, but
   * where there is no coin to ask for.
   *
   * @throws io.aureus.errors.Refusal {@code UNAVAILABLE} where one cannot say, or where the nodes
   *     have a block that is still to be read: what it holds is in no record yet
   */
  Set<Point> spent(Chain chain, List<Point> coins);

  /**
   * @param hash 64 hex digits
   */
  record Block(long number, String hash) {}

  /**
   * The block of a transaction, by any of its outputs that no block spends yet; empty where the
   * nodes know of none. All that can be asked must say the same.
   *
   * @throws io.aureus.errors.Refusal {@code UNAVAILABLE} as of {@link #spent}
   */
  Optional<Block> blockOf(Chain chain, List<Point> outputs);
}
