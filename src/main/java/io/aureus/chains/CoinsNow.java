package io.aureus.chains;

import io.aureus.money.Asset;
import java.util.List;
import java.util.Set;

/** What nodes say at this moment of our coins. It talks to nodes: never inside a transaction. */
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
}
