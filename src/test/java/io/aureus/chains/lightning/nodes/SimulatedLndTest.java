package io.aureus.chains.lightning.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.SentPayment.InFlight;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.RpcEndpoint;
import io.aureus.sandbox.SimulatedLightning;
import io.aureus.sandbox.SimulatedLnd;
import io.aureus.testing.AdjustableClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LND shows what every node has to, on two simulated ones with a channel. */
class SimulatedLndTest extends LightningNodeContract {
  private static final AdjustableClock CLOCK = new AdjustableClock(Instant.EPOCH);

  @TempDir private static Path folder;
  private static SimulatedLightning pair;
  private static LightningNode payer;
  private static LightningNode shop;
  private static long seed = 11;

  @BeforeAll
  static void start() {
    pair = open(SimulatedLightning.Ports.free());
    payer = node(pair.payer(), SimulatedLnd.MACAROON);
    shop = node(pair.shop(), SimulatedLnd.MACAROON);
  }

  private static SimulatedLightning open(SimulatedLightning.Ports ports) {
    return SimulatedLightning.start(folder, ports, Clock.systemUTC(), new SplittableRandom(seed++));
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  static LightningNode node(SimulatedLnd lnd, String macaroon) {
    return node(lnd, macaroon, Duration.ofMillis(100));
  }

  /** One that is waited for so long where it has no news. */
  static LightningNode node(SimulatedLnd lnd, Duration wait) {
    return node(lnd, SimulatedLnd.MACAROON, wait);
  }

  private static LightningNode node(SimulatedLnd lnd, String macaroon, Duration wait) {
    return LightningNodes.LND.at(
        new NodeAccess(
            URI.create(lnd.url()),
            "",
            macaroon,
            LightningNetwork.REGTEST,
            new RpcEndpoint.Bounds(Duration.ofSeconds(2), 1_000_000),
            new NodeAccess.Waits(wait, Duration.ofMillis(50), Duration.ofSeconds(1)),
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
    pair.close();
    pair =
        open(
            new SimulatedLightning.Ports(
                URI.create(pair.payer().url()).getPort(), URI.create(pair.shop().url()).getPort()));
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
  void whatIsHeldOutlivesARestart() throws Exception {
    Invoice invoice = invoice(70_000);
    hold(true);
    assertThat(ask(invoice)).isInstanceOf(InFlight.class);
    long sum = payer().funds().local() + shop().funds().local();
    restartShop();
    awaitPaid(invoice);
    assertThat(payer().funds().local() + shop().funds().local()).isEqualTo(sum);
  }

  @Test
  void withoutTheMacaroonItSaysNothing() {
    Sample.assertFails(() -> node(pair.shop(), "00").funds(), Kind.UNREACHABLE, "macaroon");
  }
}
