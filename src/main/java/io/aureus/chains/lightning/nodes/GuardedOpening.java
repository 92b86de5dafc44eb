package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.NodeHosts;
import io.aureus.chains.lightning.NodeOpening;
import io.aureus.chains.lightning.NodeTarget;
import io.aureus.chains.nodes.RpcEndpoint;
import io.aureus.money.Chain;
import java.time.Clock;
import java.time.Duration;

/** Each line goes where the guard lets it, and is given up soon. */
final class GuardedOpening implements NodeOpening {
  /**
   * A stranger's node must not hold us up, nor fill our memory: of this length is one answer at a
   * time, and none but a list.
   */
  private static final RpcEndpoint.Bounds BOUNDS =
      new RpcEndpoint.Bounds(Duration.ofSeconds(8), 2_000_000);

  private static final NodeAccess.Waits WAITS =
      new NodeAccess.Waits(
          Duration.ofSeconds(1), NodeAccess.Waits.USUAL.quiet(), NodeAccess.Waits.USUAL.paying());

  private final NodeHosts hosts;
  private final Clock clock;

  GuardedOpening(NodeHosts hosts, Clock clock) {
    this.hosts = hosts;
    this.clock = clock;
  }

  @Override
  public LightningNode open(Chain chain, NodeTarget target) {
    boolean isEncrypted = "https".equals(target.url().getScheme());
    NodeAccess access =
        new NodeAccess(
            target.url(),
            target.pin(),
            target.secret(),
            LightningNetwork.of(chain.network()),
            BOUNDS,
            WAITS,
            clock,
            host -> hosts.resolve(host, isEncrypted));
    return LightningNodes.of(target.program()).at(access);
  }
}
