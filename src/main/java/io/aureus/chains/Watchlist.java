package io.aureus.chains;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The addresses that observers look for, for ever. */
public interface Watchlist {
  /** On any database of ours, for a command that starts no application. */
  static Watchlist on(JdbcClient jdbc, Clock clock) {
    return new StoredWatchlist(jdbc, clock);
  }

  /**
   * Adds addresses inside the current transaction; adding one twice is no error.
   *
   * @param family the chain family, e.g. {@code evm}: watched on every chain of it
   */
  void watch(String family, List<String> addresses);

  /**
   * Adds names under which a node tells of what came to an address, inside the current transaction:
   * it is recorded as come to the address. A name stays that of the first address.
   *
   * @param addresses by name
   */
  void watchNames(String family, Map<String, String> addresses);

  /**
   * As {@link #watch}, and also records what these addresses send: they are not ours, and nobody
   * else would tell us ({@link Departures}).
   */
  void watchSenders(String family, List<String> addresses);

  /**
   * Likewise of addresses that are ours: after a restore only the chain knows what has left them.
   * What is there stays in our books.
   */
  void watchDepartures(String family, List<String> addresses);

  /**
   * Says, inside the current transaction, that a payment is awaited on these addresses: until then
   * observers also compare balances, and so find native coin that a contract sent. Adds those that
   * are not watched yet; an earlier end never shortens a later one.
   */
  void attend(String family, List<String> addresses, Instant until);
}
