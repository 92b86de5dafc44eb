package io.aureus.testing;

import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.nodes.LightningNodes;
import io.aureus.chains.lightning.nodes.NodeAccess;
import io.aureus.chains.nodes.RpcEndpoint;
import io.aureus.sandbox.SimulatedLightning;
import io.aureus.sandbox.SimulatedLnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;

/** Two simulated LNDs. */
public final class SimulatedLightningNodes implements TwoLightningNodes {
  private final SimulatedLightning pair;
  private final LightningNode payer;
  private final LightningNode shop;

  private SimulatedLightningNodes(SimulatedLightning pair, Clock clock) {
    this.pair = pair;
    this.payer = node(pair.payer(), clock);
    this.shop = node(pair.shop(), clock);
  }

  /** With a new channel, in a folder of its own. */
  public static SimulatedLightningNodes start(Clock clock) {
    return start(clock, 73);
  }

  /** The same with other keys, where there are several pairs. */
  public static SimulatedLightningNodes start(Clock clock, long seed) {
    try {
      Path folder = Files.createTempDirectory("simulated-lightning");
      return new SimulatedLightningNodes(
          SimulatedLightning.start(
              folder, SimulatedLightning.Ports.free(), clock, new SplittableRandom(seed)),
          clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LightningNode node(SimulatedLnd lnd, Clock clock) {
    return LightningNodes.LND.at(
        new NodeAccess(
            URI.create(lnd.url()),
            "",
            SimulatedLnd.MACAROON,
            LightningNetwork.REGTEST,
            new RpcEndpoint.Bounds(Duration.ofSeconds(5), 1_000_000),
            new NodeAccess.Waits(
                Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofSeconds(2)),
            clock));
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of(
        "aureus.chains.bln.rpc",
        pair.shop().url(),
        "aureus.chains.bln.network",
        "simulated",
        "aureus.chains.bln.timeout",
        "5s",
        "aureus.chains.bln.lightning.program",
        "lnd",
        "aureus.chains.bln.lightning.receiving-secret",
        SimulatedLnd.MACAROON,
        "aureus.chains.bln.lightning.paying-secret",
        SimulatedLnd.MACAROON);
  }

  /** Where the payer's node answers. */
  public String payerUrl() {
    return pair.payer().url();
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

  /** Whether the shop's takes questions and answers none. */
  public void freezeShop(boolean isFrozen) {
    pair.shop().freeze(isFrozen);
  }

  /** The shop's node, with what a simulated one alone can do. */
  public SimulatedLnd shopLnd() {
    return pair.shop();
  }

  /** What the payer's node gives to whoever has paid an invoice of its own. */
  public String preimage(String paymentHash) {
    String told =
        new RawHttp(payerUrl())
            .get("/v1/invoice/" + paymentHash, "Grpc-Metadata-macaroon: " + SimulatedLnd.MACAROON)
            .json()
            .get("r_preimage")
            .asString();
    return HexFormat.of().formatHex(Base64.getDecoder().decode(told));
  }

  /** What routing takes of what the shop's node pays, as {@link SimulatedLnd#routingFee}. */
  public void routingFee(long base, int perMillion) {
    pair.shop().routingFee(base, perMillion);
  }

  @Override
  public void stopShop() {
    pair.shop().close();
  }

  @Override
  public void startShop() {
    pair.shop().start();
  }

  @Override
  public void hold(boolean isHeld) {
    pair.shop().hold(isHeld);
  }

  @Override
  public void holdAtPayer(boolean isHeld) {
    pair.payer().hold(isHeld);
  }

  @Override
  public void close() {
    pair.close();
  }
}
