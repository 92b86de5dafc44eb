package io.aureus.chains.bitcoin;

import io.aureus.chains.MempoolTrust;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.Nodes;
import io.aureus.money.Chain;
import java.util.Collection;

/** Asks every node of our own; strangers' servers are not asked. */
final class CoinTrust implements MempoolTrust {
  private final Nodes<FullNode> nodes;

  CoinTrust(Nodes<FullNode> nodes) {
    this.nodes = nodes;
  }

  @Override
  public Doubt doubt(Chain chain, String txHash) {
    Nodes.View view = nodes.survey();
    if (view == null) {
      return Doubt.CANNOT_TELL;
    }
    Collection<Doubt> said;
    try {
      said = nodes.askAll(0, node -> node.doubt(txHash)).values();
    } catch (NodeFailure e) {
      return Doubt.NOT_EVERYWHERE;
    }
    if (said.contains(Doubt.REPLACEABLE)) {
      return Doubt.REPLACEABLE;
    }
    // A node that is away could hold what contradicts it, and so could one that does not have it.
    if (said.size() < nodes.health().size()) {
      return Doubt.NOT_EVERYWHERE;
    }
    return said.contains(Doubt.LOW_FEE) ? Doubt.LOW_FEE : Doubt.NONE;
  }
}
