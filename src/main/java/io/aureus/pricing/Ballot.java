package io.aureus.pricing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Collects one source's votes, and keeps out what no price can be. */
final class Ballot {
  private static final BigDecimal LEAST = new BigDecimal("1e-12");
  private static final BigDecimal MOST = new BigDecimal("1e12");
  private static final BigDecimal TWO = BigDecimal.TWO;

  /** Past this, bid and ask say that nobody trades there. */
  private static final BigDecimal WIDEST_SPREAD = new BigDecimal("0.02");

  private final String source;
  private final Map<Pair, Vote> votes = new LinkedHashMap<>();
  private final List<String> doubts = new ArrayList<>();

  Ballot(String source) {
    this.source = source;
  }

  /** How much of the quote one of the base is. */
  void price(Pair pair, JsonNode node, Instant at) {
    BigDecimal price = number(pair, node);
    if (price != null) {
      vote(pair, price, at);
    }
  }

  /** The reverse: how much of the base one of the quote is. */
  void inverse(Pair pair, JsonNode node, Instant at) {
    BigDecimal price = number(pair, node);
    if (price != null) {
      vote(pair, BigDecimal.ONE.divide(price, MathContext.DECIMAL128), at);
    }
  }

  /** The middle of the best bid and the best ask. */
  void middle(Pair pair, JsonNode bidNode, JsonNode askNode, Instant at) {
    BigDecimal bid = number(pair, bidNode);
    BigDecimal ask = number(pair, askNode);
    if (bid == null || ask == null) {
      return;
    }
    BigDecimal middle = bid.add(ask).divide(TWO, MathContext.DECIMAL128);
    BigDecimal spread = ask.subtract(bid);
    if (spread.signum() < 0 || spread.compareTo(middle.multiply(WIDEST_SPREAD)) > 0) {
      doubts.add(pair + ": bid and ask are too far apart");
    } else {
      vote(pair, middle, at);
    }
  }

  /** How much of the quote one of the base is, from two prices of a third thing. */
  void cross(Pair pair, JsonNode inQuote, JsonNode inBase, Instant at) {
    BigDecimal above = number(pair, inQuote);
    BigDecimal below = number(pair, inBase);
    if (above != null && below != null) {
      vote(pair, above.divide(below, MathContext.DECIMAL128), at);
    }
  }

  /**
   * @throws RateFailure where not one price is left
   */
  RateSource.Answer close() {
    if (votes.isEmpty()) {
      throw new RateFailure(
          doubts.isEmpty()
              ? "the answer holds none of our prices"
              : "no price in the answer is believable: " + String.join("; ", doubts));
    }
    return new RateSource.Answer(Map.copyOf(votes), List.copyOf(doubts));
  }

  private void vote(Pair pair, BigDecimal price, Instant at) {
    if (price.compareTo(LEAST) < 0 || price.compareTo(MOST) > 0) {
      doubts.add(pair + ": absurd price");
    } else {
      votes.put(pair, new Vote(source, price.round(MathContext.DECIMAL128), at));
    }
  }

  private @org.jspecify.annotations.Nullable BigDecimal number(Pair pair, JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    BigDecimal value = null;
    if (node.isNumber()) {
      value = node.decimalValue();
    } else if (node.isString() && node.stringValue().matches("[0-9]{1,20}(\\.[0-9]{1,40})?")) {
      value = new BigDecimal(node.stringValue());
    }
    if (value == null || value.compareTo(LEAST) < 0 || value.compareTo(MOST) > 0) {
      doubts.add(pair + ": absurd price");
      return null;
    }
    return value;
  }
}
