package io.aureus.keys;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code key_check} and {@code seed}. */
final class KeyRows {
  private final JdbcClient jdbc;

  KeyRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<byte[]> check() {
    return jdbc.sql("select sealed from key_check where id = 1")
        .query((row, n) -> row.getBytes(1))
        .optional();
  }

  /** Until the transaction ends, nobody else makes the first key of this database. */
  void lock() {
    jdbc.sql("select 1 from pg_advisory_xact_lock(hashtextextended('aureus.keys', 0))")
        .query(Integer.class)
        .single();
  }

  /** Changes nothing where another node was first. */
  void insertCheck(byte[] sealed, Instant now) {
    jdbc.sql(
            """
            insert into key_check (id, sealed, created_at) values (1, ?, ?)
            on conflict do nothing\
            """)
        .params(sealed, now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** The sealed seed. */
  Optional<byte[]> seed() {
    return jdbc.sql("select sealed from seed where id = 1")
        .query((row, n) -> row.getBytes(1))
        .optional();
  }

  boolean seedWasShown() {
    return jdbc.sql("select exists (select 1 from seed where shown_at is not null)")
        .query(Boolean.class)
        .single();
  }

  /** Changes nothing where another node was first. */
  void insertSeed(byte[] sealed, Instant now) {
    jdbc.sql("insert into seed (id, sealed, created_at) values (1, ?, ?) on conflict do nothing")
        .params(sealed, now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** The sealed seed for the one caller that marks it as shown; empty for all later ones. */
  Optional<byte[]> markShown(Instant now) {
    return jdbc.sql(
            "update seed set shown_at = ? where id = 1 and shown_at is null returning sealed")
        .params(now.atOffset(ZoneOffset.UTC))
        .query((row, n) -> row.getBytes(1))
        .optional();
  }
}
