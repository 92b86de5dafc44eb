package io.aureus.keys;

import java.util.Arrays;

/**
 * Walks through bytes in Bitcoin's serialisation. It never reads past the end, and never believes a
 * count that the bytes left cannot hold. What does not fit is an {@link IllegalArgumentException}
 * with the reason.
 */
final class CoinWalk {
  private final byte[] bytes;
  private int at;

  CoinWalk(byte[] bytes) {
    this.bytes = bytes;
  }

  int left() {
    return bytes.length - at;
  }

  int one() {
    need(1);
    return bytes[at++] & 0xff;
  }

  /** The next byte, which stays next; -1 at the end. */
  int peek() {
    return left() > 0 ? bytes[at] & 0xff : -1;
  }

  long four() {
    return number(4);
  }

  long eight() {
    return number(8);
  }

  byte[] take(int length) {
    need(length);
    byte[] taken = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return taken;
  }

  /** Bytes with their length before them. */
  byte[] sized() {
    return take(count(1));
  }

  /** A CompactSize, in its one shortest form. */
  long compact() {
    int first = one();
    if (first < 0xfd) {
      return first;
    }
    int width = first == 0xfd ? 2 : first == 0xfe ? 4 : 8;
    long value = number(width);
    long least = width == 2 ? 0xfd : width == 4 ? 0x1_0000 : 0x1_0000_0000L;
    if (Long.compareUnsigned(value, least) < 0) {
      throw wrong("a length is not in its shortest form");
    }
    return value;
  }

  /**
   * How many things follow.
   *
   * @param least bytes that each of them takes, 1 or more
   */
  int count(int least) {
    long count = compact();
    if (count < 0 || count > left() / least) {
      throw wrong("more is announced than there is");
    }
    return (int) count;
  }

  /** Refuses what follows. */
  void end() {
    if (left() > 0) {
      throw wrong(left() + " bytes too many follow");
    }
  }

  IllegalArgumentException wrong(String words) {
    return new IllegalArgumentException(words + " (byte " + at + ")");
  }

  private long number(int width) {
    need(width);
    long value = 0;
    for (int i = 0; i < width; i++) {
      value |= (bytes[at++] & 0xffL) << (8 * i);
    }
    return value;
  }

  private void need(int length) {
    if (length > left()) {
      throw wrong("it ends too early");
    }
  }
}
