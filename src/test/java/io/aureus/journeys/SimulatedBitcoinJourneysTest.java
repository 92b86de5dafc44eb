package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.CoinNode;
import io.aureus.testing.SimulatedCoinNode;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On the simulated node. */
class SimulatedBitcoinJourneysTest extends OddCoinJourneys {
  @Override
  CoinNode node() {
    return SimulatedCoinNode.start("BTC", Clock.systemUTC());
  }

  @Test
  void in24AShopThatAnswers500IsCalledAgainAndHoldsNoOtherOrderUp() {
    Story failing = town().order("12");
    Story other = town().order("13");
    town().trap().failOnce(failing.callbackPath());
    failing.pay(failing.due());
    other.pay(other.due());
    town().mineToDepth();
    other.awaitSuccessCallbacks(1);
    failing.awaitSuccessCallbacks(2);
    List<CallbackTrap.Call> calls = failing.callbacks();
    assertThat(calls.getLast().uri()).isEqualTo(calls.getFirst().uri());
    assertThat(calls.getLast().body()).isEqualTo(calls.getFirst().body());
  }
}
