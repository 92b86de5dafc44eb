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

/** Asks every node that can be asked of each of our coins: one that knows of a spender suffices. */
final class CoinSpending implements CoinsNow {
  private final Nodes<? extends CoinNode> nodes;
  private final OutputRows rows;

  CoinSpending(Nodes<? extends CoinNode> nodes, OutputRows rows) {
    this.nodes = nodes;
    this.rows = rows;
  }

  @Override
  public Look look(Asset asset) {
    try {
      Nodes.View view = nodes.survey();
      if (view == null || view.target() < 0) {
        throw new NodeFailure(Kind.UNREACHABLE, "cannot be asked at the moment");
      }
      return new Look(view.target(), spent(rows.unspent()));
    } catch (NodeFailure e) {
      throw new Refusal(
          ErrorCode.UNAVAILABLE,
          "the chain %s cannot say what is spent: a node %s"
              .formatted(asset.chain().code(), e.words()),
          Duration.ofSeconds(10));
    }
  }

  private Set<Point> spent(List<OutPoint> coins) throws NodeFailure {
    Set<Point> spent = new HashSet<>();
    NodeFailure last = new NodeFailure(Kind.UNREACHABLE, "cannot be asked at the moment");
    boolean any = false;
    for (CoinNode node : nodes.usable()) {
      try {
        for (OutPoint coin : coins) {
          if (node.isSpentNow(coin)) {
            spent.add(new Point(coin.txid(), coin.index()));
          }
        }
        any = true;
      } catch (NodeFailure e) {
        last = e;
        if (e.isOfTheNode()) {
          node.failed(e);
        }
      }
    }
    if (!any) {
      throw last;
    }
    return spent;
  }
}
