package io.aureus.chains;

import java.util.Collection;
import java.util.Map;

/** How deep recorded transfers lie; to be asked in the transaction that acts on the answer. */
public interface TransferDepths {
  /**
   * @param transferIds as in {@link Transfer#id()}
   * @return 0 for one that waits in the mempool; the blocks from its own to the last one that was
   *     read and that the nodes agree on; nothing for one that is away, and for one to whose
   *     address another was confirmed and is in no block now: that one is still counted, and what
   *     came in its place would count beside it. What was never confirmed hides nothing, since away
   *     it counts for nothing
   */
  Map<Long, Integer> of(Collection<Long> transferIds);
}
