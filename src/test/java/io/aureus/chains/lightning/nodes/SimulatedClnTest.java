package io.aureus.chains.lightning.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.MadeOffer;
import io.aureus.chains.lightning.OfferWish;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.lightning.SettledInvoice;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.RpcEndpoint;
import io.aureus.sandbox.SimulatedCln;
import io.aureus.sandbox.SimulatedLightning;
import io.aureus.testing.AdjustableClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Core Lightning shows what every node has to, on two simulated ones; and hands out offers. */
class SimulatedClnTest extends LightningNodeContract {
  private static final AdjustableClock CLOCK = new AdjustableClock(Instant.EPOCH);

  @TempDir private static Path folder;
  private static SimulatedLightning pair;
  private static SimulatedCln payersNode;
  private static SimulatedCln shopsNode;
  private static LightningNode payer;
  private static LightningNode shop;

  @BeforeAll
  static void start() {
    pair =
        SimulatedLightning.start(
            folder, SimulatedLightning.Ports.free(), Clock.systemUTC(), new SplittableRandom(11));
    payersNode = SimulatedCln.over(pair.payer(), Clock.systemUTC());
    shopsNode = SimulatedCln.over(pair.shop(), Clock.systemUTC());
    payer = node(payersNode);
    shop = node(shopsNode);
  }

  @AfterAll
  static void stop() {
    payersNode.close();
    shopsNode.close();
    pair.close();
  }

  private static LightningNode node(SimulatedCln cln) {
    return LightningNodes.CORE_LIGHTNING.at(
        new NodeAccess(
            URI.create(cln.url()),
            "",
            SimulatedCln.RUNE,
            LightningNetwork.REGTEST,
            new RpcEndpoint.Bounds(Duration.ofSeconds(2), 1_000_000),
            new NodeAccess.Waits(
                Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofSeconds(1)),
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
    shopsNode.close();
    shopsNode.start();
  }

  @Override
  protected void hold(boolean isHeld) {
    pair.shop().hold(isHeld);
  }

  @Override
  protected void later(Duration by) {
    CLOCK.advance(by);
  }

  private static OfferWish wish(String description) {
    Instant end = Instant.now().plus(Duration.ofMinutes(15)).truncatedTo(ChronoUnit.SECONDS);
    return new OfferWish("label", 33_000_001, description, end);
  }

  @Test
  void whatIsPaidForAnOfferIsToldByTheOffersNumber() throws Exception {
    String place = new SettledRecord(shop).end();
    OfferWish wish = wish("Käse & “quotes” " + "x".repeat(300));
    MadeOffer made = shop().offers().orElseThrow().make(wish);
    assertThat(made.offer().amount()).hasValue(33_000_001);
    assertThat(made.offer().description()).isEqualTo(wish.description());
    assertThat(made.offer().expiresAt()).isEqualTo(wish.expiresAt());
    assertThat(made.offer().issuerId()).isEqualTo(shop().identity().id());
    Invoice invoice = shopsNode.fetch(made.offer().text());
    assertThat(payer().pay(invoice, 33_000_001, 400_000)).isInstanceOf(SentPayment.Paid.class);
    List<SettledInvoice> told = shop().after(place).invoices();
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().paymentHash()).isEqualTo(invoice.terms().paymentHash());
    assertThat(told.getFirst().offer()).isEqualTo(made.id());
    assertThatThrownBy(() -> shopsNode.fetch(made.offer().text()))
        .hasMessageContaining("no longer available");
  }

  @Test
  void theSameOfferIsNotHandedOutTwice() throws Exception {
    OfferWish wish = wish("twice");
    shop().offers().orElseThrow().make(wish);
    Sample.assertFails(
        () -> shop().offers().orElseThrow().make(wish), Kind.REFUSED, "very same offer");
  }
}
