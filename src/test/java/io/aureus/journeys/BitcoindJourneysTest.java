package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.BitcoindNode;
import io.aureus.testing.CoinNode;
import org.junit.jupiter.api.Test;

/** On real bitcoind. */
class BitcoindJourneysTest extends OddCoinJourneys {
  @Override
  CoinNode node() {
    return BitcoindNode.start();
  }

  @Test
  void in22ANodeThatWasApartFollowsTheLongerChainAndThePaymentIsStillOne() {
    try (BitcoindNode other = BitcoindNode.bare()) {
      BitcoindNode ours = (BitcoindNode) town().node();
      ours.join(other);
      ours.setOnline(false);
      Story story = town().order("9");
      story.pay(story.due());
      town().mine(1);
      story.awaitEvent("payment.seen");
      other.mine(3);
      ours.join(other);
      town().mustBalance();
      assertThat(story.status()).isEqualTo("PENDING");
      town().mineToDepth();
      story.awaitStatus("SUCCESS");
      story.awaitSuccessCallbacks(1);
      assertThat(story.types()).containsExactly("ORDER");
    }
  }
}
