package io.aureus.chains.bitcoin;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.IntConsumer;

/**
 * A set of scripts or of outpoints that keeps 64 bits of each: ten million take 144 MiB at most. It
 * may say that it holds what it does not (once in 2^37 questions, or where somebody makes up such
 * bytes), so whoever relies on a yes asks the database; a no is certain. For one thread.
 */
final class Keys {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Odd numbers of no pattern. */
  private static final long FIRST = 0x9E37_79B9_7F4A_7C15L;

  private static final long SECOND = 0xBF58_476D_1CE4_E5B9L;
  private static final long LAST = 0x94D0_49BB_1331_11EBL;

  /**
   * The lowest bits of a script's key are those of its length. Each form in use has its own: 22,
   * 23, 25 and 34 bytes.
   */
  private static final long FORM = 7;

  /** So many lookups wait for memory at once. */
  private static final int TOGETHER = 512;

  private static final int MOST_SLOTS = 1 << 30;

  /** With two marks for each key and one key in 1.4 slots or less, few others find both set. */
  private static final int MARKS_PER_SLOT = 8;

  private long[] slots = new long[1 << 10];

  /**
   * Two bits for each key, which its highest bits name, in one word: where one is not set the key
   * is not there.
   */
  private long[] marks = new long[slots.length * MARKS_PER_SLOT / Long.SIZE];

  /** A bit for each form that is there: many a gateway gives out addresses of one only. */
  private int forms;

  private final int[] likely = new int[TOGETHER];
  private final long[] loaded = new long[TOGETHER];
  private int size;

  void add(byte[] script) {
    add(key(script, 0, script.length));
  }

  void add(OutPoint point) {
    add(pointKey(point.bytes(), 0));
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

  boolean holds(byte[] script) {
    return holds(key(script, 0, script.length));
  }

  boolean holds(OutPoint point) {
    return holds(pointKey(point.bytes(), 0));
  }

  /**
   * Tells which of these it holds, by their indexes in order. In a large set, which is in no cache,
   * each lookup would wait for memory by itself: so what many of them need is loaded first, in a
   * loop that does nothing else, and then looked at.
   */
  void find(KeyList asked, IntConsumer each) {
    for (int from = 0; from < asked.size(); from += TOGETHER) {
      int count = ofForms(asked, from, Math.min(asked.size(), from + TOGETHER));
      count = marked(asked, count);
      int mask = slots.length - 1;
      for (int i = 0; i < count; i++) {
        loaded[i] = slots[slot(asked.key(likely[i]), mask)];
      }
      for (int i = 0; i < count; i++) {
        if (loaded[i] != 0 && holds(asked.key(likely[i]))) {
          each.accept(likely[i]);
        }
      }
    }
  }

  /** Writes down as likely those of a form that is there, without a branch. */
  private int ofForms(KeyList asked, int from, int end) {
    int count = 0;
    for (int i = from; i < end; i++) {
      likely[count] = i;
      count += forms >>> (asked.key(i) & FORM) & 1;
    }
    return count;
  }

  /** Leaves of them those whose marks are set. */
  private int marked(KeyList asked, int among) {
    int mask = marks.length - 1;
    for (int i = 0; i < among; i++) {
      loaded[i] = marks[word(asked.key(likely[i]), mask)];
    }
    int count = 0;
    for (int i = 0; i < among; i++) {
      long key = asked.key(likely[i]);
      likely[count] = likely[i];
      count += (int) (loaded[i] >>> (key >>> 52) & loaded[i] >>> (key >>> 58)) & 1;
    }
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
    marks[word(key, marks.length - 1)] |= 1L << (key >>> 52) | 1L << (key >>> 58);
    forms |= 1 << (key & FORM);
  }

  private static int slot(long key, int mask) {
    return (int) (key >>> 32) & mask;
  }

  private static int word(long key, int mask) {
    return (int) (key >>> 3) & mask;
  }

  /**
   * What is kept of a script; never 0, which marks an empty slot. Of long ones three words are
   * looked at, which may overlap: all of a hash of 20 bytes, and 22 bytes of a key of 32.
   */
  static long key(byte[] bytes, int from, int length) {
    long key = length;
    if (length >= 2 * Long.BYTES) {
      key += FIRST * (long) LONG.get(bytes, from);
      key += SECOND * (long) LONG.get(bytes, from + Long.BYTES);
      key += LAST * (long) LONG.get(bytes, from + length - Long.BYTES);
    } else {
      for (int i = 0; i < length; i++) {
        key = key * FIRST + bytes[from + i];
      }
    }
    key = (key ^ key >>> 32) * SECOND;
    return kept(((key ^ key >>> 32) & ~FORM) | (length & FORM));
  }

  /** What is kept of the 36 bytes of an outpoint, which begins with a hash. */
  static long pointKey(byte[] bytes, int from) {
    long last = (long) LONG.get(bytes, from + OutPoint.SIZE - Long.BYTES);
    return kept((long) LONG.get(bytes, from) + FIRST * last);
  }

  private static long kept(long key) {
    return key == 0 ? 1 : key;
  }
}
