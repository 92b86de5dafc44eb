package io.aureus.chains.bitcoin;

import java.util.Arrays;

/** Keys of scripts or outpoints of a block, in the order of the transactions that they stand in. */
final class KeyList {
  private long[] keys;
  private int size;

  /** Where each transaction's begin. */
  private final int[] firsts;

  private int owners;

  /**
   * @param owners how many transactions there will be
   */
  KeyList(int owners) {
    keys = new long[4 * owners + 1];
    firsts = new int[owners];
  }

  /** What is added from now on stands in the next transaction. */
  void nextOwner() {
    firsts[owners++] = size;
  }

  void add(long key) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
    }
    keys[size++] = key;
  }

  int size() {
    return size;
  }

  long key(int index) {
    return keys[index];
  }

  /** In which transaction it stands, from 0. */
  int owner(int index) {
    int low = 0;
    int high = owners;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (firsts[middle] <= index) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
