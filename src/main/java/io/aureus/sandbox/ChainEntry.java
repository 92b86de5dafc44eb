package io.aureus.sandbox;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigInteger;
import java.util.List;

/** One change of the simulated chain, as it stands in its file. Times in seconds since 1970. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ChainEntry.Genesis.class, name = "genesis"),
  @JsonSubTypes.Type(value = ChainEntry.NewToken.class, name = "token"),
  @JsonSubTypes.Type(value = ChainEntry.Submitted.class, name = "tx"),
  @JsonSubTypes.Type(value = ChainEntry.Offered.class, name = "raw"),
  @JsonSubTypes.Type(value = ChainEntry.Dropped.class, name = "drop"),
  @JsonSubTypes.Type(value = ChainEntry.BaseFee.class, name = "fee"),
  @JsonSubTypes.Type(value = ChainEntry.Block.class, name = "block"),
  @JsonSubTypes.Type(value = ChainEntry.Reorganised.class, name = "reorg")
})
sealed interface ChainEntry {
  /** The first block. */
  record Genesis(long time, long chainId) implements ChainEntry {}

  /** A token that can be paid with from now on. */
  record NewToken(SimulatedChain.Token token) implements ChainEntry {}

  /** A payment that waits to be mined. */
  record Submitted(SimulatedTransaction tx) implements ChainEntry {}

  /** A signed transaction that waits to be mined; as 0x…. */
  record Offered(String raw) implements ChainEntry {}

  /** A transaction that waits no more. */
  record Dropped(String hash) implements ChainEntry {}

  /** What gas costs from the next block on. */
  record BaseFee(BigInteger units) implements ChainEntry {}

  /** A block on top of the head with those of these transactions that can be executed. */
  record Block(long time, List<String> transactions) implements ChainEntry {}

  /**
   * Blocks that replace all those above the ancestor.
   *
   * @param waiting transactions of the old blocks that wait again; others are gone
   */
  record Reorganised(long ancestor, List<Block> blocks, List<String> waiting)
      implements ChainEntry {}
}
