package io.aureus.keys;

import java.util.List;

/** The public half of one of our accounts: all its addresses, and nothing that could spend. */
interface PublicAccount {
  /** The most addresses that are asked for at once. */
  int MOST = 10_000;

  /** What another process makes the same account of. */
  String text();

  /** The address that our own money lies on. */
  String hot();

  /**
   * Addresses that payers pay to.
   *
   * @throws IllegalArgumentException where there is no such range
   */
  List<String> addresses(long from, int count);

  /** Likewise of the branch for change; its first one is {@link #hot}. */
  List<String> change(long from, int count);

  static void checkRange(long from, int count) {
    if (from < 0 || count < 1 || count > MOST || from + count > 1L << 31) {
      throw new IllegalArgumentException("no such range of indexes: " + from + " + " + count);
    }
  }
}
