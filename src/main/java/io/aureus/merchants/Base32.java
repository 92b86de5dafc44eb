package io.aureus.merchants;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/** Base 32 (RFC 4648) without padding, as authenticator apps take it. */
final class Base32 {
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Base32() {}

  static String text(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int held = 0;
    int bits = 0;
    for (byte one : bytes) {
      held = (held << 8) | (one & 0xFF);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(LETTERS.charAt((held >> bits) & 31));
      }
      held &= (1 << bits) - 1;
    }
    if (bits > 0) {
      text.append(LETTERS.charAt((held << (5 - bits)) & 31));
    }
    return text.toString();
  }

  /**
   * @throws IllegalArgumentException for any other character than a letter or 2 to 7
   */
  static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int held = 0;
    int bits = 0;
    for (char letter : text.toUpperCase(Locale.ROOT).toCharArray()) {
      int value = LETTERS.indexOf(letter);
      if (value < 0) {
        throw new IllegalArgumentException("not base 32");
      }
      held = (held << 5) | value;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write(held >> bits);
        held &= (1 << bits) - 1;
      }
    }
    return bytes.toByteArray();
  }
}
