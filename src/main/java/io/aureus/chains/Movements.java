package io.aureus.chains;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was recorded of a chain, for those who hold other books against it. */
public interface Movements {
  /**
   * An asset came to an address or left it.
   *
   * @param asset its code
   */
  record Moved(String asset, String address) {}

  /**
   * A transfer that was told and is in no block.
   *
   * @param asset its code
   * @param from one of the watched addresses that it comes from, or null for anybody else's
   */
  record Waiting(String asset, @Nullable String from, String to, BigInteger units) {}

  /** What waits in the mempool, or was evicted from it and may come back. */
  List<Waiting> waiting(String chain);

  /** Whether this very block is (still) part of the chain as it was read. */
  boolean has(String chain, long number, String hash);

  /** Whether a fact of the chain waits to be acted on. */
  boolean hasOpen(String chain);

  /** The last transfer that was recorded of the chain; 0 for none. */
  long last(String chain);

  /**
   * What moved in blocks after this one, or was found out of older blocks after this transfer.
   *
   * @param transfer as {@link #last} gave it
   */
  List<Moved> since(String chain, long block, long transfer);
}
