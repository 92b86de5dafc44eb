package io.aureus.chains.bitcoin;

import io.aureus.chains.CoinsNow;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.Nodes;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Asset;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Asks every node of each of our coins: one that knows of a stranger's spending suffices. */
final class CoinSpending implements CoinsNow {
  private final Nodes<? extends CoinNode> nodes;
  private final OutputRows rows;

  CoinSpending(Nodes<? extends CoinNode> nodes, OutputRows rows) {
    this.nodes = nodes;
    this.rows = rows;
  }

  @Override
  public Look look(Asset asset, Signed ours) {
    try {
      Nodes.View view = nodes.survey();
      if (view == null || view.target() < 0) {
        throw new NodeFailure(Kind.UNREACHABLE, "cannot be asked at the moment");
      }
      return new Look(view.target(), taken(rows.unspent(), ours));
    } catch (NodeFailure e) {
      throw new Refusal(
          ErrorCode.UNAVAILABLE,
          "the chain %s cannot say what is spent: a node %s"
              .formatted(asset.chain().code(), e.words()),
          Duration.ofSeconds(10));
    }
  }

  private Set<Point> taken(List<OutPoint> coins, Signed ours) throws NodeFailure {
    List<Point> points = coins.stream().map(coin -> new Point(coin.txid(), coin.index())).toList();
    Set<Point> taken = new HashSet<>();
    List<? extends CoinNode> usable = nodes.usable();
    for (CoinNode node : nodes.all()) {
      if (!usable.contains(node)) {
        throw new NodeFailure(
            Kind.UNREACHABLE,
            "(%s) does not answer now, and all of the settings must: it may know of a spender. Try"
                    .formatted(node.label())
                + " again when it does, or take it out of the settings");
      }
      try {
        taken.addAll(node.taken(points, ours));
        node.answered();
      } catch (NodeFailure e) {
        if (e.isOfTheNode()) {
          node.failed(e);
        }
        throw new NodeFailure(e.kind(), "(%s) %s".formatted(node.label(), e.words()));
      }
    }
    return taken;
  }
}
