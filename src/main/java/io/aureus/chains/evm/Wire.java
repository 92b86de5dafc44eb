package io.aureus.chains.evm;

import io.aureus.chains.BlockHeader;
import io.aureus.chains.nodes.NodeFailure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What nodes answer, field by field as on the wire; everything else of an answer is ignored. */
final class Wire {
  private Wire() {}

  /** A block without its transactions. */
  record Header(
      @Nullable String number,
      @Nullable String hash,
      @Nullable String parentHash,
      @Nullable String timestamp) {
    BlockHeader read() throws NodeFailure {
      return header(number, hash, parentHash, timestamp);
    }
  }

  /** A block with its transactions. */
  record Block(
      @Nullable String number,
      @Nullable String hash,
      @Nullable String parentHash,
      @Nullable String timestamp,
      @Nullable String logsBloom,
      @Nullable List<Transaction> transactions) {
    BlockHeader read() throws NodeFailure {
      if (transactions == null) {
        throw new NodeFailure(
            NodeFailure.Kind.MALFORMED, "answered a block without its transactions");
      }
      return header(number, hash, parentHash, timestamp);
    }

    List<Transaction> all() {
      return transactions == null ? List.of() : transactions;
    }
  }

  /** A transaction; {@code to} is null where it makes a contract. */
  record Transaction(
      @Nullable String hash, @Nullable String from, @Nullable String to, @Nullable String value) {}

  /** An event that a contract emitted. */
  record Log(
      @Nullable String address,
      @Nullable List<String> topics,
      @Nullable String data,
      @Nullable String blockHash,
      @Nullable String blockNumber,
      @Nullable String transactionHash,
      @Nullable String logIndex,
      boolean removed) {}

  /**
   * What became of a transaction.
   *
   * @param l1Fee what a rollup takes besides for the chain below it; others do not have it
   */
  record Receipt(
      @Nullable String transactionHash,
      @Nullable String blockHash,
      @Nullable String blockNumber,
      @Nullable String status,
      @Nullable String gasUsed,
      @Nullable String effectiveGasPrice,
      @Nullable String l1Fee,
      @Nullable List<Log> logs) {}

  /** What blocks have lately cost; {@code baseFeePerGas} ends with the next block's. */
  record FeeHistory(
      @Nullable List<String> baseFeePerGas, @Nullable List<@Nullable List<String>> reward) {}

  /** One call within a transaction, as {@code callTracer} tells it. */
  record Frame(
      @Nullable String type,
      @Nullable String from,
      @Nullable String to,
      @Nullable String value,
      @Nullable String error,
      @Nullable List<Frame> calls) {}

  /** A transaction's calls, as {@code callTracer} tells them. */
  record CallTrace(@Nullable String txHash, @Nullable Frame result) {}

  /** One call within a block, as {@code trace_block} tells it. */
  record FlatTrace(
      @Nullable Action action,
      @Nullable String error,
      @Nullable List<Integer> traceAddress,
      @Nullable String transactionHash,
      @Nullable String type) {}

  /** What one call did. */
  record Action(
      @Nullable String from,
      @Nullable String to,
      @Nullable String value,
      @Nullable String callType,
      @Nullable String address,
      @Nullable String refundAddress,
      @Nullable String balance) {}

  private static BlockHeader header(
      @Nullable String number,
      @Nullable String hash,
      @Nullable String parent,
      @Nullable String timestamp)
      throws NodeFailure {
    return new BlockHeader(
        Hex.small(number),
        Hex.hash(hash),
        Hex.hash(parent),
        Instant.ofEpochSecond(Math.min(Hex.small(timestamp), Instant.MAX.getEpochSecond())));
  }
}
