package io.aureus.keys;

import io.aureus.money.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** BIP39: entropy as English words and back, and words as a 64-byte seed. */
final class Mnemonic {
  private static final int BITS_PER_WORD = 11;
  private static final List<String> WORDS = load();

  private Mnemonic() {}

  /**
   * @param entropy 16, 20, 24, 28 or 32 bytes
   */
  static List<String> words(byte[] entropy) {
    byte[] whole = Arrays.copyOf(entropy, entropy.length + 1);
    whole[entropy.length] = Sha256.of(entropy)[0];
    int count = entropy.length * 8 * 33 / 32 / BITS_PER_WORD;
    List<String> words = new ArrayList<>(count);
    for (int word = 0; word < count; word++) {
      int index = 0;
      for (int bit = word * BITS_PER_WORD; bit < (word + 1) * BITS_PER_WORD; bit++) {
        index = index << 1 | (whole[bit / 8] >> (7 - bit % 8) & 1);
      }
      words.add(WORDS.get(index));
    }
    return words;
  }

  /**
   * @throws IllegalArgumentException saying which word is unknown (by its place, not its text) or
   *     that the checksum does not fit
   */
  static byte[] entropy(List<String> words) {
    if (words.size() < 12 || words.size() > 24 || words.size() % 3 != 0) {
      throw new IllegalArgumentException(
          "a seed has 12, 15, 18, 21 or 24 words, not " + words.size());
    }
    byte[] whole = new byte[(words.size() * BITS_PER_WORD + 7) / 8];
    int bit = 0;
    for (int place = 0; place < words.size(); place++) {
      int index =
          Collections.binarySearch(WORDS, words.get(place).strip().toLowerCase(Locale.ROOT));
      if (index < 0) {
        throw new IllegalArgumentException(
            "word " + (place + 1) + " of the seed is not in the English BIP39 list");
      }
      for (int shift = BITS_PER_WORD - 1; shift >= 0; shift--, bit++) {
        whole[bit / 8] |= (byte) ((index >> shift & 1) << (7 - bit % 8));
      }
    }
    byte[] entropy = Arrays.copyOf(whole, words.size() / 3 * 4);
    if (!words(entropy).getLast().equals(words.getLast().strip().toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "the words' checksum does not fit: one of them is wrong or out of order");
    }
    return entropy;
  }

  /** The 64-byte seed: PBKDF2-HMAC-SHA512, 2048 rounds. */
  static byte[] seed(List<String> words, String passphrase) {
    char[] text = text(words);
    PBEKeySpec spec =
        new PBEKeySpec(text, ("mnemonic" + passphrase).getBytes(StandardCharsets.UTF_8), 2048, 512);
    Arrays.fill(text, ' ');
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no PBKDF2WithHmacSHA512", e);
    } finally {
      spec.clearPassword();
    }
  }

  /** The words with spaces between, in an array: it can be overwritten, and a string cannot. */
  private static char[] text(List<String> words) {
    int length = words.stream().mapToInt(String::length).sum() + Math.max(0, words.size() - 1);
    CharBuffer text = CharBuffer.allocate(length);
    for (String word : words) {
      if (text.position() > 0) {
        text.put(' ');
      }
      text.put(word);
    }
    return text.array();
  }

  private static List<String> load() {
    try (InputStream in = Mnemonic.class.getResourceAsStream("/keys/bip39-english.txt")) {
      if (in == null) {
        throw new IllegalStateException("bip39-english.txt is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
