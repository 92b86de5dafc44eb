package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.MempoolTrust;
import io.aureus.chains.MempoolTrust.Doubt;
import io.aureus.testing.CoinNode;
import io.aureus.testing.SimulatedCoinNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What speaks against taking a payment that waits, by what nodes say. */
class CoinTrustTest {
  private CoinNode node;
  private CoinObservation observation;

  @BeforeEach
  void start() {
    node = SimulatedCoinNode.start("BTC", Clock.systemUTC());
    observation = new CoinObservation(node, CoinObservation.url(node, node.url()));
    node.mine(1);
  }

  @AfterEach
  void stop() {
    observation.close();
    node.close();
  }

  private Doubt doubt(String txid) {
    return observation.family().trust(observation.observed()).doubt(observation.chain, txid);
  }

  @Test
  void aNodeThatHasNoNewBlockForHoursCannotTell() {
    String txid = node.payForGood(node.payerAddress(), 100_000);
    assertThat(doubt(txid)).isEqualTo(Doubt.NONE);
    observation.clock.advance(Duration.ofHours(3));
    assertThat(doubt(txid)).isEqualTo(Doubt.CANNOT_TELL);
  }

  @Test
  void whatAnyNodeDoesNotHaveIsDoubted() {
    assertThat(doubt("00".repeat(32))).isEqualTo(Doubt.NOT_EVERYWHERE);
  }

  @Test
  void aNodeThatWasNotComparedInTheSurveyDoesNotVouch() throws IOException {
    String txid = node.payForGood(node.payerAddress(), 100_000);
    AtomicBoolean isLost = new AtomicBoolean();
    try (Gate gate = new Gate(node.url());
        CoinObservation both =
            new CoinObservation(
                node,
                CoinObservation.url(node, node.url()),
                CoinObservation.url(node, gate.url()))) {
      gate.instead =
          body ->
              isLost.get() && body.contains("getblockchaininfo")
                  ? new Gate.Answer(503, "busy")
                  : null;
      MempoolTrust trust = both.family().trust(both.observed());
      assertThat(trust.doubt(both.chain, txid)).isEqualTo(Doubt.NONE);
      isLost.set(true);
      assertThat(trust.doubt(both.chain, txid)).isEqualTo(Doubt.NOT_EVERYWHERE);
      isLost.set(false);
      assertThat(trust.doubt(both.chain, txid)).isEqualTo(Doubt.NONE);
    }
  }

  @Test
  void nodesThatDisagreeCannotTell() {
    try (CoinNode other = SimulatedCoinNode.start("BTC", Clock.systemUTC())) {
      // Two empty blocks of one second would be one and the same.
      other.payForGood(other.payerAddress(), 50_000);
      other.mine(1);
      String txid = node.payForGood(node.payerAddress(), 100_000);
      List<String> both =
          List.of(CoinObservation.url(node, node.url()), CoinObservation.url(other, other.url()));
      try (CoinObservation split = new CoinObservation(node, both.toArray(String[]::new))) {
        assertThat(split.family().trust(split.observed()).doubt(split.chain, txid))
            .isEqualTo(Doubt.CANNOT_TELL);
      }
    }
  }
}
