package io.aureus.testing;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.nodes.LightningNodes;
import io.aureus.chains.lightning.nodes.NodeAccess;
import io.aureus.chains.nodes.RpcEndpoint;
import io.aureus.sandbox.SimulatedCln;
import io.aureus.sandbox.SimulatedLightning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;

/** Two simulated Core Lightnings, which hand out offers. */
public final class SimulatedClnNodes implements TwoLightningNodes {
  private final SimulatedLightning pair;
  private final SimulatedCln payersNode;
  private final SimulatedCln shopsNode;
  private final LightningNode payer;
  private final LightningNode shop;

  private SimulatedClnNodes(SimulatedLightning pair, Clock clock) {
    this.pair = pair;
    this.payersNode = SimulatedCln.over(pair.payer(), clock);
    this.shopsNode = SimulatedCln.over(pair.shop(), clock);
    this.payer = node(payersNode, clock);
    this.shop = node(shopsNode, clock);
  }

  /** With a new channel, in a folder of its own. */
  public static SimulatedClnNodes start(Clock clock) {
    try {
      Path folder = Files.createTempDirectory("simulated-lightning");
      return new SimulatedClnNodes(
          SimulatedLightning.start(
              folder, SimulatedLightning.Ports.free(), clock, new SplittableRandom(74)),
          clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LightningNode node(SimulatedCln cln, Clock clock) {
    return LightningNodes.CORE_LIGHTNING.at(
        new NodeAccess(
            URI.create(cln.url()),
            "",
            SimulatedCln.RUNE,
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
        shopsNode.url(),
        "aureus.chains.bln.network",
        "simulated",
        "aureus.chains.bln.timeout",
        "5s",
        "aureus.chains.bln.lightning.program",
        "core-lightning",
        "aureus.chains.bln.lightning.receiving-secret",
        SimulatedCln.RUNE);
  }

  /** What a payer's node is given who asks the shop's for an invoice of its offer. */
  public Invoice fetch(String offer) {
    return shopsNode.fetch(offer);
  }

  /** Whether the shop's rune has a command. */
  public void allow(String method, boolean isAllowed) {
    shopsNode.allow(method, isAllowed);
  }

  @Override
  public String shopUrl() {
    return shopsNode.url();
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
    shopsNode.close();
  }

  @Override
  public void startShop() {
    shopsNode.start();
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
    payersNode.close();
    shopsNode.close();
    pair.close();
  }
}
