package io.aureus.chains;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** How far back chains went when they were reorganised, during the last 90 days. */
public interface Rewinds {
  /**
   * @param no grows from one of a chain to the next
   * @param ancestor the block that was gone back to: nothing that had been read above it counts
   */
  record Rewind(long no, long ancestor) {}

  /** Those of a chain since this one, oldest first; all for 0. */
  List<Rewind> after(String chain, long no);

  /** The lowest block that a chain went back to since a moment; empty for none. */
  OptionalLong lowest(String chain, Instant since);
}
