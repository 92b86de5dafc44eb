package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.CoinNode;
import io.aureus.testing.SimulatedCoinNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bitcoin on the simulated node. */
class SimulatedBitcoinChainTest extends CoinChainContract {
  private static CoinNode shared;

  @BeforeAll
  static void start() {
    shared = SimulatedCoinNode.start("BTC", Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    shared.close();
  }

  @Override
  CoinNode node() {
    return shared;
  }

  @Test
  void in3_twoOutputsToOneAddressAreTwoPayments() {
    List<Map<String, Object>> outputs =
        List.of(
            Map.of("to", one, "units", FIVE),
            Map.of("to", two, "units", SIX),
            Map.of("to", one, "units", FIVE));
    node.rpc("sim_pay", Map.of("outputs", outputs));
    observation.observe();
    assertThat(observation.told())
        .containsExactlyInAnyOrder("SEEN " + FIVE, "SEEN " + FIVE, "SEEN " + SIX);
    node.mine(1);
    observation.startAgain();
    mineAndObserve(2);
    assertThat(observation.told()).filteredOn(("CONFIRMED " + FIVE)::equals).hasSize(2);
    assertThat(observation.transfers()).isEqualTo(3);
  }
}
