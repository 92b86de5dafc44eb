package io.aureus.chains.bitcoin;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.IntConsumer;

/**
 * A set of byte strings that keeps 64 bits of each: ten million take 136 MiB at most. It may say
 * that it holds what it does not (once in 2^40 questions, or where somebody forges a collision), so
 * whoever relies on a yes asks the database; a no is certain. For one thread.
 */
final class Keys {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ODD = 0x9E37_79B9_7F4A_7C15L;

  /** So many lookups wait for memory at once. */
  private static final int TOGETHER = 64;

  private static final int MOST_SLOTS = 1 << 30;

  /** With one key in 1.4 slots or less, one mark in seven is set at most. */
  private static final int MARKS_PER_SLOT = 4;

  private long[] slots = new long[1 << 10];

  /** A bit for each of many keys: where it is not set there is none of them. It fits in a cache. */
  private long[] marks = new long[slots.length * MARKS_PER_SLOT / Long.SIZE];

  private final int[] likely = new int[TOGETHER];
  private int size;

  /** Written only: a load whose value goes nowhere would be left out by the compiler. */
  @SuppressWarnings("UnusedVariable")
  private long touched;

  void add(byte[] bytes) {
    add(key(bytes, 0, bytes.length));
  }

  /**
   * @throws IllegalStateException beyond 750 million
   */
  void add(long key) {
    if (!holds(key)) {
      if (++size > slots.length / 10 * 7) {
        grow();
      }
      put(key);
    }
  }

  boolean holds(byte[] bytes, int from, int length) {
    return holds(key(bytes, from, length));
  }

  /** Tells which of these it holds, by their indexes in order. */
  void find(KeyList asked, IntConsumer each) {
    if (size == 0) {
      return;
    }
    for (int from = 0; from < asked.size(); from += TOGETHER) {
      int count = likely(asked, from, Math.min(asked.size(), from + TOGETHER));
      for (int i = 0; i < count; i++) {
        if (holds(asked.key(likely[i]))) {
          each.accept(likely[i]);
        }
      }
    }
  }

  /**
   * Leaves out those of which the marks say that they are not there. What is left is touched all at
   * once: in a large set, which is in no cache, each lookup would else wait for memory by itself.
   */
  private int likely(KeyList asked, int from, int end) {
    int count = 0;
    int marked = marks.length - 1;
    for (int i = from; i < end; i++) {
      long key = asked.key(i);
      likely[count] = i;
      count += (int) (marks[(int) (key >>> 6) & marked] >>> key) & 1;
    }
    int mask = slots.length - 1;
    long all = 0;
    for (int i = 0; i < count; i++) {
      all ^= slots[slot(asked.key(likely[i]), mask)];
    }
    // What is kept must be loaded.
    touched = all;
    return count;
  }

  int size() {
    return size;
  }

  private boolean holds(long key) {
    int mask = slots.length - 1;
    for (int i = slot(key, mask); ; i = (i + 1) & mask) {
      if (slots[i] == key) {
        return true;
      }
      if (slots[i] == 0) {
        return false;
      }
    }
  }

  private void grow() {
    if (slots.length == MOST_SLOTS) {
      throw new IllegalStateException("more is watched than one process can hold");
    }
    long[] smaller = slots;
    slots = new long[smaller.length * 2];
    marks = new long[marks.length * 2];
    for (long key : smaller) {
      if (key != 0) {
        put(key);
      }
    }
  }

  private void put(long key) {
    int mask = slots.length - 1;
    int i = slot(key, mask);
    while (slots[i] != 0) {
      i = (i + 1) & mask;
    }
    slots[i] = key;
    marks[(int) (key >>> 6) & (marks.length - 1)] |= 1L << key;
  }

  private static int slot(long key, int mask) {
    return (int) (key >>> 32) & mask;
  }

  /** What is kept of these bytes; never 0, which marks an empty slot. */
  static long key(byte[] bytes, int from, int length) {
    long key = length;
    int end = from + length;
    if (length < Long.BYTES) {
      for (int at = from; at < end; at++) {
        key = key << 8 | (bytes[at] & 0xff);
      }
    } else {
      int last = end - Long.BYTES;
      for (int at = from; at < last; at += Long.BYTES) {
        key = key * ODD + (long) LONG.get(bytes, at);
      }
      // It may overlap the word before: quicker than byte by byte.
      key = key * ODD + (long) LONG.get(bytes, last);
    }
    key = mix(key);
    return key == 0 ? 1 : key;
  }

  private static long mix(long key) {
    long mixed = (key ^ key >>> 32) * ODD;
    return (mixed ^ mixed >>> 29) * ODD ^ mixed >>> 32;
  }
}
