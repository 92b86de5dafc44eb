package io.aureus.money;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;

/** Addresses of witness programs: BIP173 for version 0, BIP350 for all later ones. */
final class Bech32 {
  private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int FIRST = 1;
  private static final int LATER = 0x2bc830a3;
  private static final int SUM = 6;
  private static final int MOST = 90;

  private Bech32() {}

  /**
   * What a witness output pays to.
   *
   * @param version 0 to 16
   * @param bytes 2 to 40
   */
  @SuppressWarnings("ArrayRecordComponent") // It never leaves the room, and nobody compares it.
  record Program(int version, byte[] bytes) {}

  /** In small letters. */
  static String text(String prefix, Program program) {
    byte[] groups = regrouped(program.bytes(), 0, 8, 5);
    byte[] data = new byte[1 + groups.length + SUM];
    data[0] = (byte) program.version();
    System.arraycopy(groups, 0, data, 1, groups.length);
    int sum = polymod(prefix, data) ^ constant(program.version());
    for (int i = 0; i < SUM; i++) {
      data[data.length - SUM + i] = (byte) ((sum >> (5 * (SUM - 1 - i))) & 31);
    }
    StringBuilder text = new StringBuilder(prefix).append('1');
    for (byte value : data) {
      text.append(ALPHABET.charAt(value));
    }
    return text.toString();
  }

  /**
   * @param prefix in small letters; the text begins with it, in any case, and {@code 1}
   * @throws IllegalArgumentException with what is wrong
   */
  static Program program(String prefix, String text) {
    String small = text.toLowerCase(Locale.ROOT);
    if (!text.equals(small) && !text.equals(text.toUpperCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "small and capital letters are mixed in it: it has one kind only");
    }
    if (text.length() > MOST) {
      throw new IllegalArgumentException(
          "it has %d letters, and %d at most are possible".formatted(text.length(), MOST));
    }
    byte[] data = data(small.substring(prefix.length() + 1));
    int sum = polymod(prefix, data);
    if (sum != FIRST && sum != LATER) {
      throw new IllegalArgumentException(
          "its checksum does not fit, so at least one letter is wrong: copy it again");
    }
    int version = data[0];
    if (data.length == SUM || version > 16) {
      throw new IllegalArgumentException("it names no witness version that could exist");
    }
    if (sum != constant(version)) {
      throw new IllegalArgumentException(
          "its checksum is of another kind than its witness version %d has: the program that"
                  .formatted(version)
              + " wrote it is out of date");
    }
    byte[] bytes = regrouped(data, 1, data.length - SUM);
    if (bytes.length < 2 || bytes.length > 40) {
      throw new IllegalArgumentException(
          "it holds %d bytes, and 2 to 40 are possible".formatted(bytes.length));
    }
    return new Program(version, bytes);
  }

  private static byte[] data(String letters) {
    if (letters.length() < SUM) {
      throw new IllegalArgumentException("it is cut off: copy all of it");
    }
    byte[] data = new byte[letters.length()];
    for (int i = 0; i < data.length; i++) {
      int value = ALPHABET.indexOf(letters.charAt(i));
      if (value < 0) {
        throw new IllegalArgumentException(
            "no such address has the letter “%s”: copy it again".formatted(letters.charAt(i)));
      }
      data[i] = (byte) value;
    }
    return data;
  }

  private static byte[] regrouped(byte[] data, int from, int to) {
    byte[] whole = regrouped(Arrays.copyOfRange(data, from, to), 0, 5, 8);
    int bits = (to - from) * 5 % 8;
    boolean padded = bits < 5 && (bits == 0 || (data[to - 1] & (1 << bits) - 1) == 0);
    if (!padded) {
      throw new IllegalArgumentException("its length is one that no address has");
    }
    return (to - from) * 5 / 8 == whole.length ? whole : Arrays.copyOf(whole, whole.length - 1);
  }

  /** Bits in groups of another size, most significant first; the last one is filled with 0. */
  private static byte[] regrouped(byte[] data, int from, int size, int into) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int held = 0;
    int bits = 0;
    for (int i = from; i < data.length; i++) {
      held = (held << size) | (data[i] & ((1 << size) - 1));
      bits += size;
      while (bits >= into) {
        bits -= into;
        out.write((held >> bits) & ((1 << into) - 1));
      }
      held &= (1 << bits) - 1;
    }
    if (bits > 0) {
      out.write((held << (into - bits)) & ((1 << into) - 1));
    }
    return out.toByteArray();
  }

  private static int constant(int version) {
    return version == 0 ? FIRST : LATER;
  }

  private static int polymod(String prefix, byte[] data) {
    int sum = 1;
    for (int i = 0; i < prefix.length(); i++) {
      sum = next(sum, prefix.charAt(i) >> 5);
    }
    sum = next(sum, 0);
    for (int i = 0; i < prefix.length(); i++) {
      sum = next(sum, prefix.charAt(i) & 31);
    }
    for (byte value : data) {
      sum = next(sum, value);
    }
    return sum;
  }

  private static int next(int sum, int value) {
    int top = sum >>> 25;
    int next = (sum & 0x1ffffff) << 5 ^ value;
    for (int i = 0; i < GENERATOR.length; i++) {
      next ^= (top >> i & 1) == 1 ? GENERATOR[i] : 0;
    }
    return next;
  }
}
