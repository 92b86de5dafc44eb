package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.nodes.RpcEndpoint;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.BitcoindNode;
import io.aureus.testing.LndDaemon;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/**
 * LND shows what every node has to, on two real ones with a channel. Skipped where {@code
 * nodes/build-lnd} has not been run.
 */
class RealLndTest extends LightningNodeContract {
  private static final long COIN = 100_000_000;
  private static final long CAPACITY = 10_000_000;
  private static final long PUSHED = 4_000_000;
  private static final int DEPTH = 6;
  private static final AdjustableClock CLOCK = new AdjustableClock(Instant.EPOCH);

  private static BitcoindNode chain;
  private static LndDaemon payersNode;
  private static LndDaemon shopsNode;
  private static LightningNode payer;
  private static LightningNode shop;

  @BeforeAll
  static void start() throws Exception {
    String program = LndDaemon.program();
    chain = BitcoindNode.start();
    payersNode = LndDaemon.start(program, chain);
    shopsNode = LndDaemon.start(program, chain);
    chain.pay(payersNode.address(), COIN);
    chain.mine(1);
    await("the payer's coin", RealLndTest::hasCoin);
    payersNode.connect(shopsNode);
    payersNode.open(shopsNode, CAPACITY, PUSHED);
    chain.mine(DEPTH);
    awaitChannel();
    payer = node(payersNode);
    shop = node(shopsNode);
  }

  private static boolean hasCoin() {
    return payersNode
        .get("/v1/balance/blockchain")
        .path("confirmed_balance")
        .asString("")
        .equals(Long.toString(COIN));
  }

  private static void awaitChannel() throws Exception {
    await("the channel", () -> payersNode.isOpen() && shopsNode.isOpen());
  }

  @AfterAll
  static void stop() {
    if (shopsNode != null) {
      shopsNode.close();
    }
    if (payersNode != null) {
      payersNode.close();
    }
    if (chain != null) {
      chain.close();
    }
  }

  private static LightningNode node(LndDaemon daemon) {
    return LightningNodes.LND.at(
        new NodeAccess(
            URI.create(daemon.url()),
            "",
            daemon.macaroon(),
            LightningNetwork.REGTEST,
            new RpcEndpoint.Bounds(Duration.ofSeconds(10), 1_000_000),
            new NodeAccess.Waits(
                Duration.ofMillis(500), Duration.ofMillis(200), Duration.ofSeconds(5)),
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
    shopsNode.stop();
    shopsNode.startAgain();
    try {
      awaitChannel();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** What stands in the middle of a test skips it. */
  @Override
  protected void hold(boolean isHeld) {
    Assumptions.abort("LND keeps only what was asked for by an invoice of its own kind");
  }

  @Override
  protected void later(Duration by) {
    CLOCK.advance(by);
  }
}
