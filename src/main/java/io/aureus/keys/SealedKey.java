package io.aureus.keys;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * The master key sealed under a passphrase, as one line of text: the word {@value #WORD}, the
 * parameters of Argon2id, and the key in AES-256-GCM with those parameters as associated data.
 */
final class SealedKey {
  private static final String WORD = "aureus-sealed-key";

  private SealedKey() {}

  static boolean is(String text) {
    return text.startsWith(WORD + " ");
  }

  static String seal(byte[] key, Passphrase passphrase, RandomGenerator random) {
    KeyStretch stretch = KeyStretch.fresh(random);
    byte[] derived = stretch.key(passphrase);
    byte[] sealed = new AesGcmBox(derived, random).seal(key, context(stretch));
    Arrays.fill(derived, (byte) 0);
    return WORD + " " + stretch.text() + " " + Base64.getEncoder().encodeToString(sealed) + "\n";
  }

  /**
   * @param random for nothing here; a box wants one
   * @throws IllegalStateException where the text is damaged or the passphrase is another one
   */
  static byte[] open(String text, Passphrase passphrase, String where, RandomGenerator random) {
    String line = text.strip();
    int last = Math.max(line.lastIndexOf(' '), WORD.length());
    KeyStretch stretch =
        KeyStretch.parse(line.substring(Math.min(last, WORD.length() + 1), last))
            .orElseThrow(() -> damaged(where));
    byte[] sealed;
    try {
      sealed =
          Base64.getDecoder()
              .decode(
                  line.substring(Math.min(last + 1, line.length()))
                      .getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw damaged(where);
    }
    byte[] derived = stretch.key(passphrase);
    try {
      return new AesGcmBox(derived, random).open(sealed, context(stretch));
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          "the passphrase is not the one of the master key in %s (or that file was changed)"
              .formatted(where),
          e);
    } finally {
      Arrays.fill(derived, (byte) 0);
    }
  }

  private static IllegalStateException damaged(String where) {
    return new IllegalStateException(
        "the sealed master key in " + where + " is damaged: put it back from your back-up");
  }

  private static String context(KeyStretch stretch) {
    return "master-key " + stretch.text();
  }
}
