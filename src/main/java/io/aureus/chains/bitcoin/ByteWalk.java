package io.aureus.chains.bitcoin;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Walks through bytes in Bitcoin's serialisation. Whatever it is given, it never reads past the end
 * and never believes a count that the bytes left cannot hold.
 */
final class ByteWalk {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** So much is loaded ahead: what a few transactions take. */
  private static final int AHEAD = 4096;

  /** What a processor's cache loads at once. */
  private static final int LINE = 64;

  /** From this first byte on, a length takes more than that byte. */
  private static final int LONGER = 0xfd;

  private final byte[] bytes;
  private final int end;
  private int at;

  /** Up to here it was loaded. */
  private int loaded;

  /** Written only: a load whose value goes nowhere would be left out by the compiler. */
  @SuppressWarnings("UnusedVariable")
  private byte touched;

  ByteWalk(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  ByteWalk(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  byte[] bytes() {
    return bytes;
  }

  int at() {
    return at;
  }

  int left() {
    return end - at;
  }

  int u8() {
    need(1);
    return bytes[at++] & 0xff;
  }

  /** The next byte, which stays next; -1 at the end. */
  int peek() {
    return at < end ? bytes[at] & 0xff : -1;
  }

  int i32() {
    need(4);
    int value = (int) INT.get(bytes, at);
    at += 4;
    return value;
  }

  long u32() {
    return i32() & 0xffff_ffffL;
  }

  long i64() {
    need(8);
    long value = (long) LONG.get(bytes, at);
    at += 8;
    return value;
  }

  byte[] take(int length) {
    need(length);
    byte[] taken = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return taken;
  }

  /** Answers where what was skipped began. */
  int skip(int length) {
    need(length);
    int from = at;
    at += length;
    return from;
  }

  /**
   * Loads what comes next, all lines at once. A walk reads one byte here and one there, and where
   * the next one is it learns from the one before: the processor cannot foresee that, and the walk
   * would wait for memory at each new line.
   */
  void loadAhead() {
    int until = at + Math.min(AHEAD, end - at);
    byte all = 0;
    for (loaded = Math.max(loaded, at); loaded < until; loaded += LINE) {
      all ^= bytes[loaded];
    }
    touched = all;
  }

  /**
   * Skips a number of bytes, then a length with as many bytes as it tells, then some more: in one
   * step, since a block has tens of thousands of such things.
   *
   * @return the length
   */
  int pass(int before, int after) {
    int told = at + before;
    if (told < end) {
      int length = bytes[told] & 0xff;
      if (length < LONGER && length + after < end - told) {
        at = told + 1 + length + after;
        return length;
      }
    }
    skip(before);
    int length = count(1);
    skip(length);
    skip(after);
    return length;
  }

  /** A CompactSize, in its one shortest form. */
  private long compact() {
    int first = u8();
    if (first < LONGER) {
      return first;
    }
    long value;
    long least;
    if (first == LONGER) {
      value = u8() | u8() << 8;
      least = 0xfd;
    } else if (first == 0xfe) {
      value = u32();
      least = 0x1_0000;
    } else {
      value = i64();
      least = 0x1_0000_0000L;
    }
    if (Long.compareUnsigned(value, least) < 0) {
      throw new MalformedData("a length at byte " + at + " is not in its shortest form");
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
      throw new MalformedData(
          "%s things of %d bytes or more are told at byte %d, where %d bytes are left"
              .formatted(Long.toUnsignedString(count), least, at, left()));
    }
    return (int) count;
  }

  private void need(int length) {
    if (length > end - at) {
      throw new MalformedData(
          "ends at byte %d, where %d more are needed".formatted(end, length - (end - at)));
    }
  }
}
