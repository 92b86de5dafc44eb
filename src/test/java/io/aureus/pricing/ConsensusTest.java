package io.aureus.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsensusTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Consensus.Rules RULES =
      new Consensus.Rules(Duration.ofMinutes(2), new BigDecimal("2"), 2);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "100 101                 | 100.5 ",
        "100 101 102             | 101   ",
        "100 101 150             | 100.5 ",
        "100 101 1               | 100.5 ",
        "100 101 102 1000000     | 101   ",
        "100 102 100 102         | 101   ",
        "0.00000001 0.0000000101 | 0.00000001005",
      })
  void takesTheMedianOfThoseNearIt(String prices, BigDecimal expected) {
    assertThat(Consensus.of(votes(prices), RULES, NOW))
        .isInstanceOfSatisfying(
            Consensus.Agreed.class,
            agreed -> assertThat(agreed.rate().price()).isEqualByComparingTo(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "100                | 1 of 2 sources",
        "100 110            | disagree",
        "100 110 120        | disagree",
        "100 100 200 200    | disagree",
        "90 100 100 110     | disagree",
      })
  void saysWhyThereIsNone(String prices, String says) {
    assertThat(Consensus.of(votes(prices), RULES, NOW))
        .isInstanceOfSatisfying(
            Consensus.Lacking.class,
            lacking -> assertThat(lacking.words()).contains(says).contains("source-0 says"));
  }

  @Test
  void countsNoStaleVoteAndNoneFromTheFuture() {
    List<Vote> votes =
        List.of(
            new Vote("a", BigDecimal.TEN, NOW.minusSeconds(120)),
            new Vote("b", BigDecimal.TEN, NOW.minusSeconds(121)),
            new Vote("c", BigDecimal.TEN, NOW.plusSeconds(61)));
    assertThat(Consensus.of(votes, RULES, NOW))
        .isEqualTo(
            new Consensus.Lacking(
                "1 of 2 sources that must agree have a fresh price: a says 10 (120 s ago), b says"
                    + " 10 (121 s ago), c says 10 (-61 s ago)"));
  }

  @Test
  void namesOnlyTheSourcesThatAgreedAndTheOldestOfThem() {
    List<Vote> votes =
        List.of(
            new Vote("z", new BigDecimal("100"), NOW.minusSeconds(5)),
            new Vote("m", new BigDecimal("200"), NOW.minusSeconds(100)),
            new Vote("a", new BigDecimal("101"), NOW.minusSeconds(50)));
    assertThat(Consensus.of(votes, RULES, NOW))
        .isEqualTo(
            new Consensus.Agreed(
                new Rate(new BigDecimal("100.5"), NOW.minusSeconds(50), List.of("a", "z"))));
  }

  private static List<Vote> votes(String prices) {
    List<Vote> votes = new ArrayList<>();
    for (String price : prices.split(" ")) {
      votes.add(new Vote("source-" + votes.size(), new BigDecimal(price), NOW));
    }
    return votes;
  }
}
