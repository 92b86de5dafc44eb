package io.aureus.chains.bitcoin;

import io.aureus.chains.Holdings;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.Nodes;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Asset;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Adds up our unspent outputs. A node without an index of addresses cannot name them, but it can
 * say of each that we recorded whether a block spends it; it is asked while its newest block is the
 * one that was read last, so that its answers and our record speak of one moment.
 */
final class CoinHoldings implements Holdings {
  private final Nodes<? extends CoinNode> nodes;
  private final OutputRows rows;

  CoinHoldings(Nodes<? extends CoinNode> nodes, OutputRows rows) {
    this.nodes = nodes;
    this.rows = rows;
  }

  @Override
  public BigInteger held(Asset asset, List<String> addresses, long block) {
    return sums(asset, addresses, block).values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  @Override
  public List<BigInteger> each(Asset asset, List<String> addresses, long block) {
    Map<String, BigInteger> sums = sums(asset, addresses, block);
    return addresses.stream().map(address -> sums.getOrDefault(address, BigInteger.ZERO)).toList();
  }

  private Map<String, BigInteger> sums(Asset asset, List<String> addresses, long block) {
    try {
      Nodes.View view = nodes.survey();
      if (view == null || view.target() < block) {
        throw unavailable(asset, "no node has block " + block);
      }
      return nodes.ask(block, node -> sums(node, addresses, block));
    } catch (NodeFailure e) {
      throw unavailable(asset, "a node " + e.words());
    }
  }

  private Map<String, BigInteger> sums(CoinNode node, List<String> addresses, long block)
      throws NodeFailure {
    String best = node.bestBlock();
    OutputRows.Recorded recorded = rows.recorded().orElseThrow(CoinHoldings::between);
    if (!recorded.hash().equals(best) || recorded.number() < block) {
      throw between();
    }
    Map<String, BigInteger> sums = new HashMap<>();
    for (OutputRows.Output output : rows.unspentAt(new HashSet<>(addresses), block)) {
      // One that was spent since then is told by our record; the node knows of now alone.
      if (output.spentIn() != null || node.isUnspent(output.point())) {
        sums.merge(output.address(), output.units(), BigInteger::add);
      }
    }
    if (!node.bestBlock().equals(best) || !recorded.equals(rows.recorded().orElse(null))) {
      throw between();
    }
    return sums;
  }

  private static NodeFailure between() {
    return new NodeFailure(Kind.MOVED, "has a block that is still to be read");
  }

  private static Refusal unavailable(Asset asset, String words) {
    return new Refusal(
        ErrorCode.UNAVAILABLE,
        "the chain " + asset.chain().code() + " cannot say what is held: " + words,
        Duration.ofSeconds(10));
  }
}
