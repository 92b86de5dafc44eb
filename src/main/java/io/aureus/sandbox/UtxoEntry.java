package io.aureus.sandbox;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * One change of a simulated chain of coins, as it stands in its file. Times in seconds since 1970.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
@JsonSubTypes({
  @JsonSubTypes.Type(value = UtxoEntry.Begun.class, name = "begin"),
  @JsonSubTypes.Type(value = UtxoEntry.Taken.class, name = "tx"),
  @JsonSubTypes.Type(value = UtxoEntry.Evicted.class, name = "evict"),
  @JsonSubTypes.Type(value = UtxoEntry.Block.class, name = "block"),
  @JsonSubTypes.Type(value = UtxoEntry.Reorganised.class, name = "reorg")
})
sealed interface UtxoEntry {
  /** The first blocks, which give the faucet its coins. */
  record Begun(long time, String chain) implements UtxoEntry {}

  /** A transaction that waits to be mined, in hex; those that it replaces wait no more. */
  record Taken(String raw, long time) implements UtxoEntry {}

  /** A transaction that waits no more, and neither does what spends of it. */
  record Evicted(String txid) implements UtxoEntry {}

  /** A block on top of the head. */
  record Block(long time, List<String> transactions) implements UtxoEntry {}

  /**
   * Blocks that replace all those above the ancestor.
   *
   * @param gone transactions of the old blocks that do not wait again
   */
  record Reorganised(int ancestor, List<String> gone, List<Block> blocks) implements UtxoEntry {}
}
