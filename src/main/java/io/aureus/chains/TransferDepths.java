package io.aureus.chains;

import java.util.Collection;
import java.util.Map;

/** How deep recorded transfers lie; to be asked in the transaction that acts on the answer. */
public interface TransferDepths {
  /**
   * @param transferIds as in {@link Transfer#id()}
   * @return 0 for one that waits in the mempool; the blocks from its own to the last one that was
   *     read and that the nodes agree on; nothing for one that is away, and for one to whose
   *     address another is lost or evicted and may come back
   */
  Map<Long, Integer> of(Collection<Long> transferIds);
}
