package io.aureus.chains;

import java.util.List;

/** The addresses that observers look for, for ever. */
public interface Watchlist {
  /**
   * Adds addresses inside the current transaction; adding one twice is no error.
   *
   * @param family the chain family, e.g. {@code evm}: watched on every chain of it
   */
  void watch(String family, List<String> addresses);
}
