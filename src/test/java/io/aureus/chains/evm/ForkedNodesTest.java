package io.aureus.chains.evm;

import static io.aureus.chains.TransferFact.Kind.CONFIRMED;
import static io.aureus.chains.TransferFact.Kind.DROPPED;
import static io.aureus.chains.TransferFact.Kind.SEEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.jobs.Fence;
import io.aureus.testing.SimulatedNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes that share a chain up to a block and then go apart. */
class ForkedNodesTest {
  private static final String ONE = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
  private static final BigInteger FIVE = BigInteger.valueOf(5);

  @TempDir Path dir;

  @Test
  void nothingIsSettledAboveTheBlockThatBothHave() throws Exception {
    try (SimulatedNode one = SimulatedNode.start(dir.resolve("one"), 31337, Clock.systemUTC());
        Observation observation = new Observation()) {
      one.mine(40);
      one.pay(ONE, FIVE);
      one.mine(1);
      try (SimulatedNode two = copy("two")) {
        Observation.Observed eth =
            observation.chain("ETH", 31337, "", List.of(one.url(), two.url()));
        Fence fence = observation.fence(eth);
        observation.watch(ONE);
        eth.job().run(fence);
        one.mine(1);
        two.mine(1);
        // From here on they differ: the same height, another fork.
        two.reorg(1, true);
        one.pay(ONE, BigInteger.TEN);
        one.mine(7);
        two.mine(4);
        eth.job().run(fence);

        assertThat(observation.cursor("ETH")).isEqualTo(41);
        assertThat(observation.words("ETH", 0)).contains("disagrees").contains("above block 41");
        assertThat(observation.kinds()).containsExactly(SEEN);

        two.mine(10);
        eth.job().run(fence);
        assertThat(observation.kinds()).as("more of the same is no agreement").isEmpty();
      }
      observation.clock.advance(Duration.ofMinutes(2));
      Observation.Observed alone = observation.chain("ETH", 31337, "", List.of(one.url()));
      alone.job().run(observation.fence(alone));
      assertThat(observation.kinds()).containsExactly(SEEN, CONFIRMED, CONFIRMED);
    }
  }

  @Test
  void whereTheNodeThatWasReadDiesTheOthersChainIsFollowed() throws Exception {
    try (SimulatedNode one = SimulatedNode.start(dir.resolve("one"), 31337, Clock.systemUTC());
        Observation observation = new Observation()) {
      one.mine(5);
      try (SimulatedNode two = copy("two")) {
        Observation.Observed eth = observation.chain("ETH", 31337, "", List.of(one.url()));
        observation.watch(ONE);
        eth.job().run(observation.fence(eth));
        one.pay(ONE, FIVE);
        one.mine(2);
        eth.job().run(observation.fence(eth));
        assertThat(observation.kinds()).containsExactly(SEEN);

        two.mine(9);
        Observation.Observed other = observation.chain("ETH", 31337, "", List.of(two.url()));
        other.job().run(observation.fence(other));
        assertThat(observation.kinds()).containsExactly(DROPPED);
        assertThat(observation.cursor("ETH")).isEqualTo(two.head());
      }
    }
  }

  private SimulatedNode copy(String name) throws IOException {
    Path folder = Files.createDirectories(dir.resolve(name));
    Files.copy(dir.resolve("one").resolve("chain.jsonl"), folder.resolve("chain.jsonl"));
    return SimulatedNode.start(folder, 31337, Clock.systemUTC());
  }
}
