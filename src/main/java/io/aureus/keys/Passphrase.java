package io.aureus.keys;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * Words that a person knows, or that a secret store holds. They are never printed.
 *
 * @param text without the line's end; not empty
 */
public record Passphrase(String text) {
  /** The fewest characters of one that is newly set. */
  public static final int LEAST = 12;

  /**
   * @throws IllegalArgumentException where it is empty
   */
  public Passphrase {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("the passphrase is empty");
    }
  }

  /**
   * One that is to be set.
   *
   * @throws IllegalArgumentException where it is too short to withstand guessing
   */
  public Passphrase strong() {
    int length = text.codePointCount(0, text.length());
    if (length < LEAST) {
      throw new IllegalArgumentException(
          "a passphrase needs %d characters or more, not %d: six words that came by dice are good"
              .formatted(LEAST, length));
    }
    return this;
  }

  /** The same letters are the same bytes, whichever keyboard composed them. */
  byte[] bytes() {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Passphrase[hidden]";
  }
}
