package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.CoinNode;
import io.aureus.testing.SimulatedCoinNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Two nodes of one chain whose mempools differ. */
class SeveralMempoolsTest {
  private static final String OURS = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
  private static final String LIST = "getrawmempool";
  private static final long FIVE = 5_000_000;
  private static final long SIX = 6_000_000;

  @TempDir private Path folder;
  private CoinNode first;
  private CoinNode second;
  private Gate gate;
  private CoinObservation observation;

  /** The second begins with a copy of the first one's chain. */
  @BeforeEach
  void start() {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    try {
      Files.createDirectory(one);
      first = SimulatedCoinNode.start(one, "BTC", Clock.systemUTC());
      first.mine(1);
      first.stop();
      FileSystemUtils.copyRecursively(one, two);
      first.startAgain();
      second = SimulatedCoinNode.start(two, "BTC", Clock.systemUTC());
      gate = new Gate(first.url());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    observation =
        new CoinObservation(
            first,
            CoinObservation.url(first, gate.url()),
            CoinObservation.url(second, second.url()));
    observation.watch(OURS);
    observation.observe();
  }

  @AfterEach
  void stop() {
    observation.close();
    gate.close();
    first.close();
    second.close();
  }

  @Test
  void aPaymentIsShownAsSoonAsAnyNodeHasItAndOnlyOnce() {
    String txid = second.pay(OURS, FIVE);
    observation.observe();
    assertThat(observation.told()).containsExactly("SEEN " + FIVE);
    first.rpc("sendrawtransaction", second.rpc("getrawtransaction", txid).asString());
    observation.observe();
    assertThat(observation.told()).isEmpty();
    assertThat(observation.transfers()).isEqualTo(1);
  }

  @Test
  void in18_whatIsGoneFromOneNodeAndWaitsInAnotherHasNotVanished() {
    String txid = first.pay(OURS, FIVE);
    second.rpc("sendrawtransaction", first.rpc("getrawtransaction", txid).asString());
    observation.observe();
    first.evict(txid);
    observation.observe();
    assertThat(state()).isEqualTo("mempool");
    second.evict(txid);
    observation.observe();
    assertThat(state()).isEqualTo("evicted");
  }

  @Test
  void whatANodeListedThatIsDownIsKeptForAWhileAndThenMissed() {
    second.pay(OURS, FIVE);
    observation.observe();
    second.stop();
    observation.observe();
    assertThat(state()).isEqualTo("mempool");
    observation.clock.advance(Duration.ofMinutes(10));
    observation.observe();
    assertThat(state()).isEqualTo("evicted");
    second.startAgain();
    observation.observe();
    assertThat(state()).isEqualTo("mempool");
    assertThat(observation.told()).containsExactly("SEEN " + FIVE);
  }

  @Test
  void theFirstNodeBeingDownTheOthersMempoolIsRead() {
    first.stop();
    second.pay(OURS, FIVE);
    observation.observe();
    observation.observe();
    assertThat(observation.told()).containsExactly("SEEN " + FIVE);
  }

  @Test
  void ofTwoThatSpendTheSameTheFirstNodesCountsAlsoAfterAStart() {
    String paid = paidInBoth();
    String other = second.replace(paid, Map.of(OURS, SIX));
    for (int i = 0; i < 2; i++) {
      observation.observe();
      observation.observe();
      assertThat(observation.told()).isEmpty();
      observation.startAgain();
    }
    first.rpc("sendrawtransaction", second.rpc("getrawtransaction", other).asString());
    observation.observe();
    assertThat(observation.told()).containsExactlyInAnyOrder("REPLACED " + FIVE, "SEEN " + SIX);
  }

  @Test
  void oneLostAnswerOfTheFirstNodeDoesNotReplaceWhatItHolds() {
    String paid = paidInBoth();
    second.replace(paid, Map.of(OURS, SIX));
    gate.instead = body -> body.contains(LIST) ? new Gate.Answer(503, "busy") : null;
    observation.observe();
    observation.observe();
    assertThat(observation.told()).isEmpty();
    gate.instead = body -> null;
    observation.observe();
    assertThat(observation.told()).isEmpty();
    assertThat(state()).isEqualTo("mempool");
  }

  @Test
  void whatWasReplacedInTheFirstNodeAloneIsBackWhenThatHasLostWhatReplacedIt() {
    String paid = paidInBoth();
    String other = first.replace(paid, Map.of(OURS, SIX));
    observation.observe();
    assertThat(observation.told()).containsExactly("REPLACED " + FIVE, "SEEN " + SIX);
    observation.observe();
    observation.observe();
    assertThat(observation.told()).isEmpty();
    first.evict(other);
    observation.observe();
    assertThat(observation.told()).containsExactly("REPLACED " + SIX, "SEEN " + FIVE);
    observation.observe();
    assertThat(observation.told()).isEmpty();
  }

  @Test
  void aNodeWhoseMempoolIsWaitedForInVainRestsWhileAnotherIsRead() {
    AtomicInteger waits = new AtomicInteger();
    gate.instead =
        body -> {
          if (!body.contains(LIST)) {
            return null;
          }
          waits.incrementAndGet();
          observation.clock.advance(Duration.ofSeconds(15));
          return new Gate.Answer(503, "hangs");
        };
    second.pay(OURS, FIVE);
    for (int i = 0; i < 3; i++) {
      observation.observe();
    }
    assertThat(waits).hasValue(1);
    assertThat(observation.told()).containsExactly("SEEN " + FIVE);
    observation.observe();
    assertThat(waits).as("150 s are over").hasValue(2);
  }

  private String paidInBoth() {
    String txid = first.pay(OURS, FIVE);
    second.rpc("sendrawtransaction", first.rpc("getrawtransaction", txid).asString());
    observation.observe();
    assertThat(observation.told()).containsExactly("SEEN " + FIVE);
    return txid;
  }

  private String state() {
    return observation
        .database
        .jdbc()
        .sql("select state from transfer")
        .query(String.class)
        .single();
  }
}
