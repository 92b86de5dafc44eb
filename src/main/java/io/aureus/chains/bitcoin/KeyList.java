package io.aureus.chains.bitcoin;

import java.util.Arrays;

/** Keys of scripts or outpoints of a block, each with the transaction that it stands in. */
final class KeyList {
  private long[] keys;
  private int[] owners;
  private int size;

  KeyList(int expected) {
    keys = new long[expected + 1];
    owners = new int[expected + 1];
  }

  void add(long key, int owner) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      owners = Arrays.copyOf(owners, 2 * size);
    }
    keys[size] = key;
    owners[size++] = owner;
  }

  int size() {
    return size;
  }

  long key(int index) {
    return keys[index];
  }

  int owner(int index) {
    return owners[index];
  }
}
