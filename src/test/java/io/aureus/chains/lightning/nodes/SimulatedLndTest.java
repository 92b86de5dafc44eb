package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.RpcEndpoint;
import io.aureus.sandbox.SimulatedLightning;
import io.aureus.sandbox.SimulatedLnd;
import io.aureus.testing.AdjustableClock;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** LND shows what every node has to, on two simulated ones with a channel. */
class SimulatedLndTest extends LightningNodeContract {
  private static final AdjustableClock CLOCK = new AdjustableClock(Instant.EPOCH);

  private static SimulatedLightning pair;
  private static LightningNode payer;
  private static LightningNode shop;

  @BeforeAll
  static void start() {
    pair =
        SimulatedLightning.start(
            SimulatedLightning.Ports.free(), Clock.systemUTC(), new SplittableRandom(11));
    payer = node(pair.payer(), SimulatedLnd.MACAROON);
    shop = node(pair.shop(), SimulatedLnd.MACAROON);
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  private static LightningNode node(SimulatedLnd lnd, String macaroon) {
    return LightningNodes.LND.at(
        new NodeAccess(
            URI.create(lnd.url()),
            "",
            macaroon,
            LightningNetwork.REGTEST,
            new RpcEndpoint.Bounds(Duration.ofSeconds(3), 1_000_000),
            new NodeAccess.Waits(
                Duration.ofMillis(300), Duration.ofMillis(50), Duration.ofSeconds(1)),
            CLOCK));
  }

  @Override
  protected LightningNode payer() {
    return payer;
  }

  @Override
  protected LightningNode shop() {
    return shop;
  }

  @Override
  protected void restartShop() {
    pair.shop().close();
    pair.shop().start();
  }

  @Override
  protected void hold(boolean isHeld) {
    pair.shop().hold(isHeld);
  }

  @Override
  protected void later(Duration by) {
    CLOCK.advance(by);
  }

  @Test
  void withoutTheMacaroonItSaysNothing() {
    Sample.assertFails(() -> node(pair.shop(), "00").funds(), Kind.UNREACHABLE, "macaroon");
  }
}
