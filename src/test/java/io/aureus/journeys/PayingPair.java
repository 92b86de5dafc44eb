package io.aureus.journeys;

import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.nodes.LightningNodes;
import io.aureus.chains.lightning.nodes.NodeAccess;
import io.aureus.chains.nodes.RpcEndpoint;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The gateway's node of Lightning and a receiver's, with a channel between them. */
interface PayingPair extends AutoCloseable {
  /** What the gateway is told of its node. */
  Map<String, Object> settings();

  /** The gateway's node, for a look past the gateway. */
  LightningNode own();

  /** The node of who is paid. */
  LightningNode receiver();

  /** Whether the receiver's node keeps what comes in without taking it. */
  void hold(boolean isHeld);

  @Override
  void close();

  static LightningNode node(LightningNodes program, String url, String secret) {
    return program.at(
        new NodeAccess(
            URI.create(url),
            "",
            secret,
            LightningNetwork.REGTEST,
            new RpcEndpoint.Bounds(Duration.ofSeconds(30), 10_000_000),
            new NodeAccess.Waits(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(4)),
            Clock.systemUTC()));
  }
}
