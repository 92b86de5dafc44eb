package io.aureus.chains;

import java.util.Collection;
import java.util.Set;

/** What nodes have dropped from their mempools; for people to read, nothing is decided by it. */
public interface ForgottenTransfers {
  /**
   * @param transferIds as in {@link Transfer#id()}
   * @return those of them that waited in a mempool and are in none now, nor in a block, though
   *     nothing has taken their place: they may come back
   */
  Set<Long> among(Collection<Long> transferIds);
}
