package io.aureus.chains;

import io.aureus.money.Chain;

/**
 * Whether a payment that waits in the mempool can be taken before a block holds it. It talks to
 * nodes: never to be called inside a database transaction.
 */
public interface MempoolTrust {
  /** What speaks against taking it. */
  enum Doubt {
    /** Nothing that the nodes know of; it can be replaced all the same. */
    NONE,
    /** It says that it may be replaced (BIP125), or spends from what no block holds. For good. */
    REPLACEABLE,
    /** It pays less than the next blocks ask for, alone or with those that it spends from. */
    LOW_FEE,
    /** Not every node that is configured answers and has it: another may hold what contradicts. */
    NOT_EVERYWHERE,
    /** Nobody can be asked, nodes disagree or have no new block, or who is asked is not ours. */
    CANNOT_TELL
  }

  Doubt doubt(Chain chain, String txHash);
}
