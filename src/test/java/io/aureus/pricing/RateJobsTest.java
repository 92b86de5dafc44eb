package io.aureus.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.jobs.Fence;
import io.aureus.jobs.LostLease;
import io.aureus.pricing.RateHealth.SourceHealth;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateJobsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Pair ETH = Pair.coin("ETH");

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(NOW);
  private final RateRows rows = new RateRows(database.jdbc());
  private final Script script = new Script();
  private boolean holds = true;

  /** A remote server's answers in order; where they run out it fails. */
  private final class Script implements RateSource {
    final ArrayDeque<Map<Pair, Vote>> answers = new ArrayDeque<>();

    @Override
    public String name() {
      return "kraken";
    }

    @Override
    public Duration every() {
      return Duration.ofSeconds(20);
    }

    @Override
    public Answer ask() {
      if (answers.isEmpty()) {
        throw new RateFailure("HTTP 503");
      }
      return new Answer(answers.removeFirst(), List.of("DAI/USD: absurd price"));
    }

    void says(String price) {
      answers.add(Map.of(ETH, new Vote("kraken", new BigDecimal(price), clock.instant())));
    }
  }

  private final Fence fence =
      new Fence() {
        @Override
        public void hold() {
          if (!holds) {
            throw new LostLease("rates-kraken");
          }
        }

        @Override
        public void renew() {}
      };

  @Test
  void oneNodeFetchesAndAllNodesQuoteTheSame() {
    script.says("2500.123456789012345678");
    fetch();
    for (int node = 0; node < 2; node++) {
      RateBoard board = node();
      assertThat(board.on(ETH))
          .containsExactly(new Vote("kraken", new BigDecimal("2500.123456789012345678"), NOW));
      assertThat(board.sources())
          .contains(new SourceHealth("kraken", true, NOW, "DAI/USD: absurd price"));
    }
  }

  @Test
  void aRestartFindsTheLastAnswerWithItsOwnTime() {
    script.says("2500");
    fetch();
    clock.advance(Duration.ofHours(3));
    assertThat(node().on(ETH)).extracting(Vote::at).containsExactly(NOW);
  }

  @Test
  void aPriceThatASourceNoLongerNamesIsGone() {
    script.says("2500");
    fetch();
    script.answers.add(
        Map.of(Pair.coin("DAI"), new Vote("kraken", BigDecimal.ONE, clock.instant())));
    fetch();
    RateBoard board = node();
    assertThat(board.on(ETH)).isEmpty();
    assertThat(board.on(Pair.coin("DAI"))).hasSize(1);
  }

  @Test
  void aFailureIsKeptInWordsBesideTheLastAnswer() {
    script.says("2500");
    fetch();
    clock.advance(Duration.ofSeconds(20));
    assertThatThrownBy(this::fetch).isInstanceOf(RateFailure.class).hasMessage("HTTP 503");
    RateBoard board = node();
    assertThat(board.on(ETH)).hasSize(1);
    assertThat(board.sources()).contains(new SourceHealth("kraken", false, NOW, "HTTP 503"));
    script.says("2501");
    fetch();
    assertThat(node().sources())
        .contains(new SourceHealth("kraken", true, clock.instant(), "DAI/USD: absurd price"));
  }

  @Test
  void aNodeThatLostItsLeaseWritesNothing() {
    script.says("2500");
    holds = false;
    assertThatThrownBy(this::fetch).isInstanceOf(LostLease.class);
    assertThat(node().on(ETH)).isEmpty();
  }

  @Test
  void aRunningNodeSeesWhatAnotherFetched() {
    RateBoard board = new RateBoard(List.of("kraken"));
    ReadRates reader = new ReadRates(rows, board);
    reader.run(fence);
    assertThat(board.on(ETH)).isEmpty();
    script.says("2500");
    fetch();
    reader.run(fence);
    assertThat(board.on(ETH)).hasSize(1);
    clock.advance(Duration.ofSeconds(20));
    script.says("2600");
    fetch();
    reader.run(fence);
    assertThat(board.on(ETH)).extracting(Vote::price).containsExactly(new BigDecimal("2600"));
  }

  @Test
  void aSourceThatIsSwitchedOffHasNoVoteFromItsOldSnapshot() {
    script.says("2500");
    fetch();
    RateBoard board = new RateBoard(List.of("coinbase"));
    new ReadRates(rows, board).read();
    assertThat(board.on(ETH)).isEmpty();
  }

  private void fetch() {
    new FetchRates(script, rows, database.transactions(), job -> {}, clock).run(fence);
  }

  private RateBoard node() {
    RateBoard board = new RateBoard(List.of("coinbase", "kraken"));
    new ReadRates(rows, board).read();
    return board;
  }
}
