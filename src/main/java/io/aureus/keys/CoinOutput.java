package io.aureus.keys;

import java.util.regex.Pattern;

/**
 * What a transaction pays, and to whom.
 *
 * @param units in the coin's smallest unit, 0 or more
 * @param script in lower-case hex, at most 10,000 bytes
 */
public record CoinOutput(long units, String script) {
  private static final Pattern HEX = Pattern.compile("([0-9a-f]{2}){0,10000}");

  /**
   * @throws IllegalArgumentException where it can be no output
   */
  public CoinOutput {
    if (units < 0 || !HEX.matcher(script).matches()) {
      throw new IllegalArgumentException("no output of a transaction: " + units + " " + script);
    }
  }
}
