package io.aureus.orders;

import java.util.Set;

/** How deep payments lie in their chains, for people to read; nothing is decided by it. */
public interface Depths {
  /**
   * @param most what it waits for
   * @return 0 while the payment is in no block that was read; else how many blocks there are from
   *     its own to the last one that was read, and at most this many
   */
  int of(Payment payment, int most);

  /**
   * What the nodes of its chain have forgotten for now.
   *
   * @return {@link Payment#transferId()} of each payment of the order that waited for its first
   *     block and waits nowhere any more, though nothing has taken its place: it may come back, and
   *     counts as before then
   */
  Set<Long> forgotten(Order order);
}
