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
  void in5WhatIsMissingIsAskedForAsTheLeastThatTheNetworkPassesOn() {
    Story story = town().order("18");
    BigInteger due = story.due();
    BigInteger missing = BigInteger.valueOf(300);
    assertThat(due.subtract(missing)).isLessThan(thousandths(story, 995));
    story.pay(due.subtract(missing));
    story.awaitEvent("payment.seen");
    assertThat(story.page()).contains("Still missing").contains("?amount=0.00000546\"");
    town().mineToDepth();
    story.pay(BigInteger.valueOf(546));
    town().mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.types()).containsExactlyInAnyOrder("ORDER", "REST");
  }
}
