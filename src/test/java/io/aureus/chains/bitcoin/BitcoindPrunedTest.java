package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.BitcoindNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real bitcoind that throws old blocks away, and another that keeps them. */
class BitcoindPrunedTest {
  private static final String OURS = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

  /** So that whole files of blocks are old enough to go. */
  private static final int MANY = 400;

  private final BitcoindNode whole = BitcoindNode.start();
  private final BitcoindNode pruned = BitcoindNode.pruning();

  private CoinObservation begin() {
    pruned.join(whole);
    CoinObservation observation =
        new CoinObservation(
            whole,
            CoinObservation.url(pruned, pruned.url()),
            CoinObservation.url(whole, whole.url()));
    observation.watch(OURS);
    observation.observe();
    return observation;
  }

  @AfterEach
  void close() {
    pruned.close();
    whole.close();
  }

  @Test
  void atTheTipAPrunedNodeIsOneLikeAnyOther() {
    growAndPrune();
    try (CoinObservation observation = begin()) {
      String txid = whole.pay(OURS, 6_000);
      String raw = whole.rpc("getrawtransaction", txid).asString();
      whole.stop();
      pruned.rpc("sendrawtransaction", raw);
      observation.observe();
      pruned.mine(CoinObservation.CONFIRMATIONS);
      observation.observe();
      assertThat(observation.told()).contains("SEEN 6000").endsWith("CONFIRMED 6000");
      assertThat(observation.health(0).words()).isEmpty();
    }
  }

  @Test
  void aBlockThatItThrewAwayIsNamedAndNotSkippedAndReadFromANodeThatHasIt() {
    try (CoinObservation observation = begin()) {
      long before = observation.cursor();
      whole.pay(OURS, 7_000);
      assertThat(growAndPrune()).isGreaterThan((int) before + 1);
      whole.stop();
      observation.startAgain();
      observation.observe();
      observation.observe();
      assertThat(observation.cursor()).isEqualTo(before);
      assertThat(observation.told()).isEmpty();
      assertThat(observation.health(0).words())
          .contains("cannot be read further", "pruned block " + (before + 1) + " away");
      whole.startAgain();
      observation.observe();
      assertThat(observation.cursor()).isEqualTo(pruned.height());
      assertThat(observation.told()).containsExactly("SEEN 7000", "CONFIRMED 7000");
      assertThat(observation.health(0).words()).isEmpty();
    }
  }

  /** As in days off. */
  private int growAndPrune() {
    whole.mine(MANY);
    pruned.join(whole);
    return pruned.prune();
  }
}
