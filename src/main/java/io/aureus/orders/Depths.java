package io.aureus.orders;

/** How deep payments lie in their chains, for people to read; nothing is decided by it. */
public interface Depths {
  /**
   * @param most what it waits for
   * @return 0 while the payment is in no block that was read; else how many blocks there are from
   *     its own to the last one that was read, and at most this many
   */
  int of(Payment payment, int most);
}
