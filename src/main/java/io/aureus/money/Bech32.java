package io.aureus.money;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * Text in the 32 letters of BIP173, with its checksum: the addresses of witness programs (BIP173
 * for version 0, BIP350 for all later ones), and longer texts that only borrow letters and checksum
 * of BIP173, as Lightning's do.
 *
 * <p>Whatever is refused is refused with an {@link IllegalArgumentException} whose message is a
 * clause about “it”.
 */
public final class Bech32 {
  private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int FIRST = 1;
  private static final int LATER = 0x2bc830a3;
  private static final int SUM = 6;
  private static final int MOST = 90;
  private static final char SEPARATOR = '1';

  private Bech32() {}

  /**
   * What a text says.
   *
   * @param prefix what stands before the last {@code 1}, in small letters
   * @param groups of five bits each, without the checksum
   */
  @SuppressWarnings("ArrayRecordComponent") // Made for its only reader, and nobody compares it.
  public record Content(String prefix, byte[] groups) {}

  /**
   * What a witness output pays to.
   *
   * @param version 0 to 16
   * @param bytes 2 to 40
   */
  @SuppressWarnings("ArrayRecordComponent") // It never leaves the room, and nobody compares it.
  record Program(int version, byte[] bytes) {}

  /**
   * Reads a text with the checksum of BIP173.
   *
   * @param most letters that it may have
   */
  public static Content read(String text, int most) {
    String small = oneCase(text, most);
    int separator = small.lastIndexOf(SEPARATOR);
    if (separator < 1) {
      throw new IllegalArgumentException("it has no 1 between its beginning and its content");
    }
    String prefix = small.substring(0, separator);
    byte[] data = summed(small.substring(separator + 1));
    if (polymod(prefix, data) != FIRST) {
      throw wrongSum();
    }
    return new Content(prefix, Arrays.copyOf(data, data.length - SUM));
  }

  /**
   * Writes a text with the checksum of BIP173, in small letters and of any length.
   *
   * @param prefix in small letters
   * @param groups of five bits each
   */
  public static String write(String prefix, byte[] groups) {
    return written(prefix, groups, FIRST);
  }

  /**
   * The groups of five bits that letters stand for, where no checksum follows them.
   *
   * @param letters in small letters
   */
  public static byte[] groups(String letters) {
    byte[] groups = new byte[letters.length()];
    for (int i = 0; i < groups.length; i++) {
      int value = ALPHABET.indexOf(letters.charAt(i));
      if (value < 0) {
        throw new IllegalArgumentException(
            "no such text has the letter “%s” there: copy it again".formatted(letters.charAt(i)));
      }
      groups[i] = (byte) value;
    }
    return groups;
  }

  /** The letter of a group. */
  public static char letter(int group) {
    return ALPHABET.charAt(group);
  }

  /** Bytes as groups of five bits; the last one is filled with 0. */
  public static byte[] toGroups(byte[] bytes) {
    return regrouped(bytes, 0, 8, 5);
  }

  /** The whole bytes in groups of five bits; what is left over must be fewer than five, all 0. */
  public static byte[] toBytes(byte[] groups) {
    return regrouped(groups, 0, groups.length);
  }

  /** Groups of five bits as bytes; the last one is filled with 0. */
  public static byte[] toFilledBytes(byte[] groups) {
    return regrouped(groups, 0, 5, 8);
  }

  /**
   * The text in small letters.
   *
   * @param most letters that it may have: no more are looked at
   */
  public static String oneCase(String text, int most) {
    if (text.length() > most) {
      throw new IllegalArgumentException(
          "it has %d letters, and %d at most are possible".formatted(text.length(), most));
    }
    // Before letters are made small: of some that are not ASCII, the small ones are.
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter < '!' || letter > '~') {
        throw new IllegalArgumentException(
            "no such text has the sign “%s” in it: copy it again".formatted(letter));
      }
    }
    String small = text.toLowerCase(Locale.ROOT);
    if (!text.equals(small) && !text.equals(text.toUpperCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "small and capital letters are mixed in it: it has one kind only");
    }
    return small;
  }

  /** In small letters. */
  static String text(String prefix, Program program) {
    byte[] bytes = toGroups(program.bytes());
    byte[] groups = new byte[1 + bytes.length];
    groups[0] = (byte) program.version();
    System.arraycopy(bytes, 0, groups, 1, bytes.length);
    return written(prefix, groups, constant(program.version()));
  }

  /**
   * @param prefix in small letters; the text begins with it, in any case, and {@code 1}
   * @throws IllegalArgumentException with what is wrong
   */
  static Program program(String prefix, String text) {
    byte[] data = summed(oneCase(text, MOST).substring(prefix.length() + 1));
    int sum = polymod(prefix, data);
    if (sum != FIRST && sum != LATER) {
      throw wrongSum();
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

  private static String written(String prefix, byte[] groups, int constant) {
    byte[] data = Arrays.copyOf(groups, groups.length + SUM);
    int sum = polymod(prefix, data) ^ constant;
    for (int i = 0; i < SUM; i++) {
      data[groups.length + i] = (byte) ((sum >> (5 * (SUM - 1 - i))) & 31);
    }
    StringBuilder text = new StringBuilder(prefix).append(SEPARATOR);
    for (byte value : data) {
      text.append(letter(value));
    }
    return text.toString();
  }

  private static byte[] summed(String letters) {
    if (letters.length() < SUM) {
      throw new IllegalArgumentException("it is cut off: copy all of it");
    }
    return groups(letters);
  }

  private static IllegalArgumentException wrongSum() {
    return new IllegalArgumentException(
        "its checksum does not fit, so at least one letter is wrong: copy it again");
  }

  private static byte[] regrouped(byte[] data, int from, int to) {
    byte[] whole = regrouped(Arrays.copyOfRange(data, from, to), 0, 5, 8);
    int bits = (to - from) * 5 % 8;
    boolean padded = bits < 5 && (bits == 0 || (data[to - 1] & (1 << bits) - 1) == 0);
    if (!padded) {
      throw new IllegalArgumentException("its length is one that no such text has");
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
