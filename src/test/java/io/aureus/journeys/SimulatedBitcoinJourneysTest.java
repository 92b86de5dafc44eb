package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.CoinNode;
import io.aureus.testing.SimulatedCoinNode;
import java.math.BigInteger;
import java.time.Clock;
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
}
