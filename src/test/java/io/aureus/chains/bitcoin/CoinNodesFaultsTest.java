package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.CoinNode;
import io.aureus.testing.SimulatedCoinNode;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes that fail, disagree, or are of another network. */
class CoinNodesFaultsTest {
  private static final String OURS = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

  private final CoinNode node = SimulatedCoinNode.start("BTC", Clock.systemUTC());

  @AfterEach
  void stop() {
    node.close();
  }

  private static String url(CoinNode node) {
    return CoinObservation.url(node, node.url());
  }

  @Test
  void in21_whatWasPaidWhileTheNodeWasDownIsCaughtUp() {
    node.mine(1);
    try (CoinObservation observation = new CoinObservation(node, url(node))) {
      observation.watch(OURS);
      observation.observe();
      node.pay(OURS, 7_000);
      node.mine(1);
      long before = observation.cursor();
      node.stop();
      observation.observe();
      assertThat(observation.health(0).healthy()).isFalse();
      assertThat(observation.cursor()).isEqualTo(before);
      node.startAgain();
      observation.observe();
      assertThat(observation.told()).containsExactly("SEEN 7000");
      assertThat(observation.health(0).healthy()).isTrue();
    }
  }

  @Test
  void in22_nothingIsReadWhereTwoNodesDiffer() {
    try (CoinNode other = SimulatedCoinNode.start("BTC", Clock.systemUTC());
        CoinObservation observation = new CoinObservation(node, url(node), url(other))) {
      observation.watch(OURS);
      // Within one second both would mine the same block, were it empty.
      node.pay(OURS, 6_000);
      node.mine(1);
      other.mine(3);
      other.pay(OURS, 7_000);
      other.mine(1);
      observation.observe();
      observation.observe();
      assertThat(observation.cursor()).isLessThan(node.height());
      assertThat(observation.told()).isEmpty();
      assertThat(observation.health(0).words()).contains("disagrees with");
    }
  }

  @Test
  void aNodeOfAnotherNetworkIsNotUsedAndTheOtherIs() {
    try (CoinNode litecoin = SimulatedCoinNode.start("LTC", Clock.systemUTC());
        CoinObservation observation = new CoinObservation(node, url(litecoin), url(node))) {
      observation.observe();
      assertThat(observation.cursor()).isEqualTo(node.height());
      assertThat(observation.health(0).words()).contains("of another network");
      assertThat(observation.health(1).healthy()).isTrue();
    }
  }

  @Test
  void aHeadIsStaleAfterHoursAndThatIsSaidInTheSameWordsAtEveryLook() {
    node.mine(1);
    try (CoinObservation observation = new CoinObservation(node, url(node))) {
      observation.clock.advance(Duration.ofMinutes(100));
      observation.observe();
      assertThat(observation.health(0).words()).isEmpty();
      observation.clock.advance(Duration.ofHours(1));
      observation.observe();
      String words = observation.health(0).words();
      assertThat(words).contains("stale head");
      observation.clock.advance(Duration.ofSeconds(100));
      observation.observe();
      assertThat(observation.health(0).words()).isEqualTo(words);
    }
  }

  @Test
  void aWrongPasswordIsSaidAndNotShown() {
    String wrong = node.url().replace("http://", "http://somebody:a-wrong-secret@");
    try (CoinObservation observation = new CoinObservation(node, wrong)) {
      observation.observe();
      assertThat(observation.health(0).words())
          .contains("refuses our user and password")
          .doesNotContain("secret");
      assertThat(observation.health(0).endpoint()).doesNotContain("secret");
      assertThat(observation.cursor()).isEqualTo(-1);
    }
  }
}
