package io.aureus.chains.evm;

import io.aureus.chains.AccountNetwork.GasPrice;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.Nodes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What gas costs at the moment, by what the last blocks took. */
final class GasPrices {
  private static final int BLOCKS = 10;
  private static final int PERCENTILE = 50;

  private final Nodes<Node> nodes;

  GasPrices(Nodes<Node> nodes) {
    this.nodes = nodes;
  }

  /**
   * @param block the highest block that nodes agree on
   */
  GasPrice now(long block) throws NodeFailure {
    try {
      Wire.FeeHistory history = nodes.ask(block, node -> node.feeHistory(BLOCKS, PERCENTILE));
      List<String> bases = history.baseFeePerGas();
      if (bases != null && !bases.isEmpty()) {
        BigInteger taken = median(history.reward());
        return new GasPrice(
            Hex.number(bases.getLast()), taken.signum() > 0 ? taken : suggested(block));
      }
    } catch (NodeFailure e) {
      if (e.kind() != Kind.REFUSED) {
        throw e;
      }
    }
    BigInteger price = number(block, "eth_gasPrice");
    BigInteger priority = suggested(block);
    // Without a base fee the whole price is the miner's.
    return new GasPrice(price, priority.signum() > 0 ? priority : price);
  }

  /** Of the blocks that took anything for the miner; 0 where none did. */
  private static BigInteger median(@Nullable List<@Nullable List<String>> rewards)
      throws NodeFailure {
    List<BigInteger> paid = new ArrayList<>();
    for (List<String> row : rewards == null ? List.<@Nullable List<String>>of() : rewards) {
      BigInteger reward =
          row == null || row.isEmpty() ? BigInteger.ZERO : Hex.number(row.getFirst());
      if (reward.signum() > 0) {
        paid.add(reward);
      }
    }
    paid.sort(null);
    return paid.isEmpty() ? BigInteger.ZERO : paid.get(paid.size() / 2);
  }

  /** What a node itself would add; 0 where it knows no such method. */
  private BigInteger suggested(long block) throws NodeFailure {
    try {
      return number(block, "eth_maxPriorityFeePerGas");
    } catch (NodeFailure e) {
      if (e.kind() != Kind.REFUSED) {
        throw e;
      }
      return BigInteger.ZERO;
    }
  }

  private BigInteger number(long block, String method) throws NodeFailure {
    return Hex.number(nodes.ask(block, node -> node.text(method, List.of())));
  }
}
