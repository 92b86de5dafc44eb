package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.CoinNode;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node that publishes must do, whichever it is. */
abstract class DoorbellContract {
  private final Semaphore rings = new Semaphore(0);
  private CoinNode node;

  /** A new one of the kind that is tested. */
  abstract CoinNode node();

  @BeforeEach
  void start() {
    node = node();
  }

  @AfterEach
  void stop() {
    if (node != null) {
      node.close();
    }
  }

  @Test
  void ringsForAPaymentAndForABlockAndAgainAfterTheNodeWasAway() throws Exception {
    try (Doorbell bell = new Doorbell("BTC", List.of(URI.create(node.zmq())), rings::release)) {
      bell.listen();
      mustRing();
      Thread.sleep(1000);
      rings.drainPermits();
      node.pay(node.payerAddress(), 100_000);
      mustRing();
      Thread.sleep(1000);
      rings.drainPermits();
      node.mine(1);
      mustRing();
      node.stop();
      rings.drainPermits();
      node.startAgain();
      // Since it is back.
      assertThat(rings.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
      rings.drainPermits();
      node.mine(1);
      mustRing();
    }
  }

  @Test
  void theObserverIsWokenOnceItReads() throws Exception {
    String url = CoinObservation.url(node, node.url());
    try (CoinObservation observation = CoinObservation.ringing(node, rings::release, url)) {
      assertThat(rings.tryAcquire(1, TimeUnit.SECONDS)).isFalse();
      observation.observe();
      mustRing();
      Thread.sleep(1000);
      rings.drainPermits();
      String address = node.payerAddress();
      observation.watch(address);
      node.pay(address, 500_000);
      mustRing();
      observation.observe();
      // The simulated payer has one address, so that his change comes there as well.
      assertThat(observation.told()).contains("SEEN 500000");
    }
  }

  private void mustRing() throws InterruptedException {
    assertThat(rings.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
  }
}
