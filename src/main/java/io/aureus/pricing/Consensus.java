package io.aureus.pricing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes one price of what several sources say: the median of those that are near it. */
final class Consensus {
  /** A price is kept to 18 digits: more than any market has, few enough to read. */
  static final MathContext DIGITS = new MathContext(18, RoundingMode.HALF_EVEN);

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** How far a source's clock may be ahead of ours. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  /**
   * What makes a price believable.
   *
   * @param maxAge older votes do not count
   * @param tolerance how far a vote may be from the median, in percent of it
   * @param agreeing how many must be that near, and more than half of the fresh ones
   */
  record Rules(Duration maxAge, BigDecimal tolerance, int agreeing) {
    Rules within(Duration age) {
      return new Rules(age, tolerance, agreeing);
    }
  }

  /** Either a rate or the reason why there is none. */
  sealed interface Outcome {}

  record Agreed(Rate rate) implements Outcome {}

  record Lacking(String words) implements Outcome {}

  private Consensus() {}

  static Outcome of(List<Vote> votes, Rules rules, Instant now) {
    List<Vote> fresh = new ArrayList<>();
    for (Vote vote : votes) {
      if (!vote.at().isBefore(now.minus(rules.maxAge())) && !vote.at().isAfter(now.plus(SKEW))) {
        fresh.add(vote);
      }
    }
    if (fresh.size() < rules.agreeing()) {
      return new Lacking(
          "%d of %d sources that must agree have a fresh price%s"
              .formatted(fresh.size(), rules.agreeing(), listed(votes, now)));
    }
    BigDecimal median = median(fresh);
    BigDecimal allowed = median.multiply(rules.tolerance()).divide(HUNDRED);
    List<Vote> near = new ArrayList<>(fresh);
    near.removeIf(vote -> vote.price().subtract(median).abs().compareTo(allowed) > 0);
    if (near.size() < rules.agreeing() || near.size() * 2 <= fresh.size()) {
      return new Lacking("the sources disagree" + listed(fresh, now));
    }
    return new Agreed(
        new Rate(
            median(near).round(DIGITS),
            near.stream().map(Vote::at).min(Comparator.naturalOrder()).orElseThrow(),
            near.stream().map(Vote::source).distinct().sorted().toList()));
  }

  private static BigDecimal median(List<Vote> votes) {
    List<BigDecimal> prices = votes.stream().map(Vote::price).sorted().toList();
    int half = prices.size() / 2;
    return prices.size() % 2 == 1
        ? prices.get(half)
        : prices.get(half - 1).add(prices.get(half)).divide(BigDecimal.TWO);
  }

  private static String listed(List<Vote> votes, Instant now) {
    StringBuilder words = new StringBuilder();
    for (Vote vote : votes) {
      words
          .append(words.isEmpty() ? ": " : ", ")
          .append(vote.source())
          .append(" says ")
          .append(vote.price().round(new MathContext(8)).toPlainString());
      long seconds = Duration.between(vote.at(), now).toSeconds();
      words.append(" (").append(seconds).append(" s ago)");
    }
    return words.toString();
  }
}
