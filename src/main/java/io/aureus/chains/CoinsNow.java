package io.aureus.chains;

import io.aureus.money.Asset;
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

  /**
   * @param head the newest block that the nodes agree on
   * @param spent coins of ours that no block which was read spends, and of which a node says that
   *     they are spent: by a transaction that waits, or by a block that is still to be read
   */
  record Look(long head, Set<Point> spent) {}

  /**
   * @throws io.aureus.errors.Refusal {@code UNAVAILABLE} where no node can say
   */
  Look look(Asset asset);
}
