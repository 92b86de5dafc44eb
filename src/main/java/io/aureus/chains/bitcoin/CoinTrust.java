package io.aureus.chains.bitcoin;

import io.aureus.chains.MempoolTrust;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.Nodes;
import io.aureus.money.Chain;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;

/** Asks every node of our own; strangers' servers are not asked. */
final class CoinTrust implements MempoolTrust {
  /** Blocks come every ten minutes at the most: so long without one is no chance. */
  private static final Duration OLD = Duration.ofHours(2);

  private final Nodes<FullNode> nodes;
  private final Clock clock;

  CoinTrust(Nodes<FullNode> nodes, Clock clock) {
    this.nodes = nodes;
    this.clock = clock;
  }

  @Override
  public Doubt doubt(Chain chain, String txHash) {
    Nodes.View view = nodes.survey();
    // Who is cut off from the others, or fed by a stranger, sees a mempool that nobody will mine.
    if (view == null
        || view.settledHead() < view.head().number()
        || view.head().time().isBefore(clock.instant().minus(OLD))) {
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
    // What was not compared in this very survey may be of another chain, whatever it says.
    if (!view.isWhole() || said.size() < nodes.health().size()) {
      return Doubt.NOT_EVERYWHERE;
    }
    return said.contains(Doubt.LOW_FEE) ? Doubt.LOW_FEE : Doubt.NONE;
  }
}
