package io.aureus.chains;

/**
 * Something that happened to a transfer, recorded by an observer for the orders room to act on.
 *
 * @param id grows in the order of happening within one transfer
 */
public record TransferFact(long id, Kind kind, Transfer transfer) {
  /** What happened. */
  public enum Kind {
    /** First seen in a block (or a mempool). */
    SEEN,
    /** At the required depth. Comes at most once between two REVERSED. */
    CONFIRMED,
    /** In another block than before, or in none any more and waiting; nothing else changed. */
    MOVED,
    /**
     * Gone before it was confirmed, since another spends the same: in the mempool in its place, or
     * in a block.
     */
    REPLACED,
    /** Gone before it was confirmed: away from the chain and the mempool for too long. */
    DROPPED,
    /** Gone after it was confirmed. */
    REVERSED
  }
}
