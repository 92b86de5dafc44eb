package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.Nodes;
import io.aureus.testing.CoinNode;
import io.aureus.testing.SimulatedCoinNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that tells its head at once and does not answer questions. */
class LostAnswersTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final HttpClient http = HttpClient.newHttpClient();
  private CoinNode node;
  private Gate gate;
  private CoinObservation observation;
  private Nodes<FullNode> nodes;

  @BeforeEach
  void start() throws IOException {
    node = SimulatedCoinNode.start("BTC", Clock.systemUTC());
    gate = new Gate(node.url());
    observation = new CoinObservation(node, CoinObservation.url(node, gate.url()));
    nodes = FullNode.all(http, observation.observed(), observation.clock);
  }

  @AfterEach
  void stop() {
    observation.close();
    gate.close();
    node.close();
    http.close();
  }

  @Test
  void isLeftAloneForLongerEachTimeThoughItsHeadIsToldInBetween() {
    loses(true);
    assertThat(isAskedOnAfterALoss()).as("one lost answer is free").isTrue();
    assertThat(isAskedOnAfterALoss()).isFalse();
    observation.clock.advance(SECOND);
    assertThat(isAskedOnAfterALoss()).isFalse();
    observation.clock.advance(SECOND);
    assertThat(nodes.usable()).as("two seconds by now").isEmpty();
    observation.clock.advance(SECOND);
    assertThat(nodes.usable()).hasSize(1);
  }

  @Test
  void mayLoseAnAnswerAgainAfterItHasGivenOne() throws NodeFailure {
    for (int i = 0; i < 3; i++) {
      loses(true);
      assertThat(isAskedOnAfterALoss()).isTrue();
      loses(false);
      assertThat(nodes.ask(0, FullNode::mempool)).isEmpty();
    }
  }

  private void loses(boolean isLosing) {
    gate.instead =
        body ->
            isLosing && body.contains("getrawmempool") ? new Gate.Answer(503, "no answer") : null;
  }

  private boolean isAskedOnAfterALoss() {
    assertThat(nodes.survey()).isNotNull();
    assertThatThrownBy(() -> nodes.ask(0, FullNode::mempool)).isInstanceOf(NodeFailure.class);
    return !nodes.usable().isEmpty();
  }
}
