package io.aureus.merchants;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How many confirmations orders of up to a sum wait for.
 *
 * @param scope the code of a coin, or {@code chain:} and that of a chain for all its coins
 * @param upTo the highest sum that it is for, itself included; null: any sum
 * @param unit what the sum is in: a fiat currency's code or the coin's; empty where there is none
 * @param confirmations 0: as soon as it is seen
 */
public record DepthBand(String scope, @Nullable BigDecimal upTo, String unit, int confirmations) {
  /** What a scope begins with that is a chain and no coin. */
  public static final String CHAIN = "chain:";

  private static final Pattern TEXT =
      Pattern.compile("(\\S+) (?:up to (\\S+) (\\S+)|any sum): (\\d{1,9})");

  /** As it is kept, and written down when it changes. */
  String text() {
    BigDecimal most = upTo;
    String sum = most == null ? "any sum" : "up to " + most.toPlainString() + " " + unit;
    return String.format(Locale.ROOT, "%s %s: %d", scope, sum, confirmations);
  }

  static DepthBand parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalStateException("no band of confirmations: " + text);
    }
    String most = parts.group(2);
    return new DepthBand(
        parts.group(1),
        most == null ? null : new BigDecimal(most),
        most == null ? "" : parts.group(3),
        Integer.parseInt(parts.group(4)));
  }

  /** Whether both say something of the same sums. */
  boolean isOfTheSame(DepthBand other) {
    BigDecimal most = upTo;
    BigDecimal others = other.upTo;
    return scope.equals(other.scope)
        && unit.equals(other.unit)
        && (most == null ? others == null : others != null && most.compareTo(others) == 0);
  }
}
