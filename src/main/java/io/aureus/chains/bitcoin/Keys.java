package io.aureus.chains.bitcoin;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A set of byte strings that keeps 64 bits of each: ten million take 128 MiB at most. It may say
 * that it holds what it does not (once in 2^40 questions, or where somebody forges a collision), so
 * whoever relies on a yes asks the database; a no is certain. For one thread.
 */
final class Keys {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ODD = 0x9E37_79B9_7F4A_7C15L;

  private long[] slots = new long[1 << 10];
  private int size;

  void add(byte[] bytes) {
    long key = key(bytes, 0, bytes.length);
    if (!holds(key)) {
      if (++size > slots.length / 10 * 7) {
        grow();
      }
      put(slots, key);
    }
  }

  boolean holds(byte[] bytes, int from, int length) {
    return holds(key(bytes, from, length));
  }

  int size() {
    return size;
  }

  private boolean holds(long key) {
    int mask = slots.length - 1;
    for (int i = (int) (key >>> 32) & mask; ; i = (i + 1) & mask) {
      if (slots[i] == key) {
        return true;
      }
      if (slots[i] == 0) {
        return false;
      }
    }
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    for (long key : slots) {
      if (key != 0) {
        put(larger, key);
      }
    }
    slots = larger;
  }

  private static void put(long[] slots, long key) {
    int mask = slots.length - 1;
    int i = (int) (key >>> 32) & mask;
    while (slots[i] != 0) {
      i = (i + 1) & mask;
    }
    slots[i] = key;
  }

  /** Never 0, which marks an empty slot. */
  private static long key(byte[] bytes, int from, int length) {
    long key = length * ODD;
    int at = from;
    int end = from + length;
    for (; at + 8 <= end; at += 8) {
      key = mix(key ^ (long) LONG.get(bytes, at));
    }
    long rest = 0;
    for (; at < end; at++) {
      rest = rest << 8 | (bytes[at] & 0xff);
    }
    key = mix(key ^ rest);
    return key == 0 ? 1 : key;
  }

  private static long mix(long key) {
    long mixed = key * ODD;
    return (mixed ^ mixed >>> 29) * ODD ^ mixed >>> 32;
  }
}
