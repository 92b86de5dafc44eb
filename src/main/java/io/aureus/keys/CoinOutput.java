package io.aureus.keys;

import java.util.regex.Pattern;

/**
 * What a transaction pays, and to whom.
 *
 * @param units in the coin's smallest unit, 0 or more
 * @param script in lower-case hex, at most 100,000 bytes: nodes pass on data of that length
 */
public record CoinOutput(long units, String script) {
  private static final int MOST_LETTERS = 200_000;
  private static final Pattern HEX = Pattern.compile("[0-9a-f]*+");

  /**
   * @throws IllegalArgumentException where it can be no output
   */
  public CoinOutput {
    if (units < 0
        || script.length() > MOST_LETTERS
        || script.length() % 2 > 0
        || !HEX.matcher(script).matches()) {
      String shown = script.substring(0, Math.min(script.length(), 1_000));
      throw new IllegalArgumentException("no output of a transaction: " + units + " " + shown);
    }
  }
}
