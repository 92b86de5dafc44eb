package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.CoinNode;
import io.aureus.testing.SimulatedCoinNode;
import java.math.BigInteger;
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
  void in23RestartedBetweenSightAndConfirmationItGoesOnAsIfItHadNotBeen() {
    Story seen = town().order("12");
    Story missed = town().order("13");
    BigInteger due = missed.due();
    seen.pay(seen.due());
    seen.awaitEvent("payment.seen");
    String address = missed.address();
    town().restart();
    town().pay(town().asset("BTC"), address, due);
    town().mineToDepth();
    for (Story story : new Story[] {seen, missed}) {
      story.awaitStatus("SUCCESS");
      story.awaitSuccessCallbacks(1);
      assertThat(story.types()).containsExactly("ORDER");
    }
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
