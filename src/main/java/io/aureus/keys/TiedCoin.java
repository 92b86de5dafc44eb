package io.aureus.keys;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A payout that the signer signed with a coin before, and never signs without it. A refusal names
 * it in words, since words are all that comes from a signer in another process.
 *
 * @param payout its id
 */
public record TiedCoin(String payout, CoinPoint coin) {
  private static final Pattern WORDS =
      Pattern.compile(
          "^payout ([0-9a-f-]{36}) was signed with the coin ([0-9a-f]{64}):([0-9]{1,10}) before,");

  /** As a refusal says it. */
  String words() {
    return ("payout %s was signed with the coin %s before, and is never signed without it: two"
            + " transactions without a common coin could both be mined")
        .formatted(payout, coin);
  }

  /**
   * Reads the words of a refusal.
   *
   * @return empty where they speak of something else
   */
  public static Optional<TiedCoin> in(String words) {
    Matcher found = WORDS.matcher(words);
    return found.find()
        ? Optional.of(
            new TiedCoin(
                found.group(1), new CoinPoint(found.group(2), Long.parseLong(found.group(3)))))
        : Optional.empty();
  }
}
