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
    /** Mined again in another block after a reorganisation; nothing else changed. */
    MOVED,
    /** Gone before it was confirmed: reorganised out and not mined again within the depth. */
    DROPPED,
    /** Gone after it was confirmed. */
    REVERSED
  }
}
