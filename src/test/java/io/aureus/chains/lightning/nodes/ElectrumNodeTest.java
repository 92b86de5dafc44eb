package io.aureus.chains.lightning.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.SentPayment.Failed;
import io.aureus.chains.lightning.SentPayment.InFlight;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.RpcEndpoint;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.ElectrumDaemon;
import io.aureus.testing.LightningPair;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Electrum shows what every node has to, on two real daemons with a channel. */
class ElectrumNodeTest extends LightningNodeContract {
  /** How long a payment is waited for: one that is held is given up after that. */
  private static final NodeAccess.Waits WAITS =
      new NodeAccess.Waits(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(4));

  private static final AdjustableClock CLOCK = new AdjustableClock(Instant.EPOCH);

  private static LightningPair pair;
  private static LightningNode payer;
  private static LightningNode shop;

  @BeforeAll
  static void start() {
    pair = LightningPair.start();
    payer = node(pair.payer(), pair.payer().password(), LightningNetwork.REGTEST);
    shop = node(pair.shop(), pair.shop().password(), LightningNetwork.REGTEST);
  }

  @AfterAll
  static void stop() {
    if (pair != null) {
      pair.close();
    }
  }

  private static LightningNode node(
      ElectrumDaemon daemon, String password, LightningNetwork network) {
    return LightningNodes.ELECTRUM.at(
        new NodeAccess(
            URI.create(daemon.url()),
            "",
            daemon.user() + ":" + password,
            network,
            new RpcEndpoint.Bounds(Duration.ofSeconds(30), 10_000_000),
            WAITS,
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
    pair.stopShop();
    pair.startShop();
  }

  @Override
  protected void hold(boolean isHeld) {
    pair.shop().rpc("enable_htlc_settle", !isHeld);
  }

  @Override
  protected void later(Duration by) {
    CLOCK.advance(by);
  }

  /** Electrum does not tell whose it is that is still out. */
  @Test
  void nothingHasFailedWhileSomethingIsOut() throws Exception {
    Invoice held = invoice(60_000);
    Invoice large = invoice(LightningPair.CAPACITY);
    hold(true);
    try {
      assertThat(ask(held)).isInstanceOf(InFlight.class);
      assertThat(ask(large)).isInstanceOf(InFlight.class);
    } finally {
      hold(false);
    }
    awaitPaid(held);
    String hash = large.terms().paymentHash();
    await("it to have failed", () -> fate(hash) instanceof Failed);
  }

  @Test
  void anInvoiceThatCanBePaidOnTheChainIsRefused() throws NodeFailure {
    pair.shop().rpc("setconfig", "bolt11_fallback", true);
    try {
      assertThatThrownBy(() -> invoice(1_000))
          .hasMessageContaining("bolt11_fallback false")
          .extracting(e -> ((NodeFailure) e).kind())
          .isEqualTo(Kind.REFUSED);
    } finally {
      pair.shop().rpc("setconfig", "bolt11_fallback", false);
    }
    assertThat(invoice(1_000).terms().fallbacks()).isEmpty();
  }

  @Test
  void whatIsWrongIsSaidWithoutThePassword() {
    LightningNode refused = node(pair.shop(), "not-the-password", LightningNetwork.REGTEST);
    assertThat(refused.label()).isEqualTo("Electrum at " + pair.shop().url());
    assertThatThrownBy(refused::funds)
        .hasMessageNotContaining("not-the-password")
        .extracting(e -> ((NodeFailure) e).kind())
        .isEqualTo(Kind.UNREACHABLE);

    LightningNode other = node(pair.shop(), pair.shop().password(), LightningNetwork.MAINNET);
    assertThatThrownBy(other::identity)
        .hasMessageContaining("private test network")
        .extracting(e -> ((NodeFailure) e).kind())
        .isEqualTo(Kind.WRONG_CHAIN);
  }
}
