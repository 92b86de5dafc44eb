package io.aureus.testing;

import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.nodes.LightningNodes;
import io.aureus.chains.lightning.nodes.NodeAccess;
import io.aureus.chains.nodes.RpcEndpoint;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The real pair: two Electrum daemons. */
public final class ElectrumLightningNodes implements TwoLightningNodes {
  private final LightningPair pair;
  private final LightningNode payer;
  private final LightningNode shop;

  private ElectrumLightningNodes(LightningPair pair) {
    this.pair = pair;
    this.payer = node(pair.payer());
    this.shop = node(pair.shop());
  }

  public static ElectrumLightningNodes start() {
    return new ElectrumLightningNodes(LightningPair.start());
  }

  private static LightningNode node(ElectrumDaemon daemon) {
    return LightningNodes.ELECTRUM.at(
        new NodeAccess(
            URI.create(daemon.url()),
            "",
            secret(daemon),
            LightningNetwork.REGTEST,
            new RpcEndpoint.Bounds(Duration.ofSeconds(30), 10_000_000),
            new NodeAccess.Waits(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(8)),
            Clock.systemUTC()));
  }

  private static String secret(ElectrumDaemon daemon) {
    return daemon.user() + ":" + daemon.password();
  }

  /** The daemons themselves: what they are asked behind the back of our own adapter. */
  public LightningPair pair() {
    return pair;
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of(
        "aureus.chains.bln.rpc",
        pair.shop().url(),
        "aureus.chains.bln.network",
        "regtest",
        "aureus.chains.bln.timeout",
        "15s",
        "aureus.chains.bln.lightning.program",
        "electrum",
        "aureus.chains.bln.lightning.receiving-secret",
        secret(pair.shop()),
        "aureus.chains.bln.lightning.paying-secret",
        secret(pair.shop()));
  }

  @Override
  public String shopUrl() {
    return pair.shop().url();
  }

  @Override
  public LightningNode payer() {
    return payer;
  }

  @Override
  public LightningNode shop() {
    return shop;
  }

  @Override
  public void stopShop() {
    pair.stopShop();
  }

  @Override
  public void startShop() {
    pair.startShop();
  }

  @Override
  public void hold(boolean isHeld) {
    pair.shop().rpc("enable_htlc_settle", !isHeld);
  }

  @Override
  public void holdAtPayer(boolean isHeld) {
    pair.payer().rpc("enable_htlc_settle", !isHeld);
  }

  @Override
  public void close() {
    pair.close();
  }
}
