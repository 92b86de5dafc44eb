package io.aureus.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was done, by whom, in the order in which it was committed. */
public interface AuditLog {
  /** Before every entry: the first page. */
  long START = Long.MAX_VALUE;

  /**
   * @param id 1 for the first, without a gap
   * @param actor e.g. {@code person:12}, {@code token:3}, {@code signer}, {@code system}
   * @param deed e.g. {@code signing stopped}
   * @param subject what it was done to, e.g. {@code payout:…}
   * @param hash of all of it and of the entry before, in hex
   */
  record Line(
      long id,
      Instant at,
      String actor,
      String deed,
      String subject,
      String details,
      String hash) {}

  /** On any database of ours, for a command that starts no application. */
  static AuditLog on(JdbcClient jdbc) {
    return new AuditRows(jdbc);
  }

  /**
   * The newest entries below an id.
   *
   * @param size 1 to 1,000
   */
  List<Line> page(long before, int size);

  /** The last entry; empty where there is none. */
  Optional<Line> head();

  /**
   * Writes an entry inside the current transaction, for a deed that no table shows.
   *
   * @throws IllegalStateException where there is no transaction
   */
  void append(String actor, String deed, String subject, String details);
}
