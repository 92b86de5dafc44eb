package io.aureus.sandbox;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** One change of the simulated chain, as it stands in its file. Times in seconds since 1970. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ChainEntry.Genesis.class, name = "genesis"),
  @JsonSubTypes.Type(value = ChainEntry.NewToken.class, name = "token"),
  @JsonSubTypes.Type(value = ChainEntry.Submitted.class, name = "tx"),
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

  /** A block on top of the head with these transactions. */
  record Block(long time, List<String> transactions) implements ChainEntry {}

  /** Blocks that replace all those above the ancestor. */
  record Reorganised(long ancestor, List<Block> blocks) implements ChainEntry {}
}
