package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.FeeRates;
import io.aureus.errors.Refusal;
import io.aureus.testing.CoinNode;
import io.aureus.testing.SimulatedCoinNode;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a network of coins asks, and what is taken for it where a node knows little. */
class CoinFeeRatesTest {
  private final CoinNode node = SimulatedCoinNode.start("BTC", Clock.systemUTC());
  private final CoinObservation observation =
      new CoinObservation(node, CoinObservation.url(node, node.url()));
  private final FeeRates rates = observation.family().fees(observation.observed());

  @AfterEach
  void stop() {
    observation.close();
    node.close();
  }

  @Test
  void theEstimateForTheNextBlocksIsTaken() {
    node.rpc("sim_setEstimate", 17);
    assertThat(rates.now(observation.chain)).isEqualTo(17_000);
  }

  @Test
  void whereThereIsNoneForSoFewBlocksALongerSpanIsAskedFor() {
    estimate(17, 24, 1);
    assertThat(rates.now(observation.chain)).isEqualTo(17_000);
  }

  @Test
  void withoutAnyEstimateItIsAFewTimesTheLeast() {
    estimate(0, 1, 1);
    assertThat(rates.now(observation.chain)).isEqualTo(5_000);
    estimate(17, 1_008, 3);
    assertThat(rates.now(observation.chain)).isEqualTo(15_000);
  }

  @Test
  void itIsNeverLessThanTheMempoolTakes() {
    estimate(2, 1, 9);
    assertThat(rates.now(observation.chain)).isEqualTo(9_000);
  }

  @Test
  void withoutANodeItIsSaidSo() {
    node.stop();
    assertThatThrownBy(() -> rates.now(observation.chain))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("cannot say what it asks for");
  }

  private void estimate(long rate, int from, long least) {
    node.rpc("sim_setEstimate", Map.of("rate", rate, "from", from, "least", least));
  }
}
