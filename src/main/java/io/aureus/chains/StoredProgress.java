package io.aureus.chains;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the observers wrote about themselves, whichever process they run in. */
final class StoredProgress implements ChainProgress {
  /** An observer writes at least every ten seconds. */
  private static final Duration SILENCE = Duration.ofSeconds(90);

  private final JdbcClient jdbc;
  private final Clock clock;

  StoredProgress(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public Optional<Cursor> cursor(String chain) {
    return jdbc.sql("select * from chain_cursor where chain = :chain")
        .param("chain", chain)
        .query((row, n) -> cursor(row))
        .optional();
  }

  @Override
  public List<Cursor> cursors() {
    return jdbc.sql("select * from chain_cursor").query((row, n) -> cursor(row)).list();
  }

  private static Cursor cursor(ResultSet row) throws SQLException {
    return new Cursor(
        row.getString("chain"),
        row.getLong("number"),
        row.getString("hash"),
        row.getTimestamp("time").toInstant(),
        row.getTimestamp("caught_up_at").toInstant(),
        row.getLong("head"));
  }

  @Override
  public List<NodeHealth> health() {
    Instant silent = clock.instant().minus(SILENCE);
    return jdbc.sql(
            """
            select chain, endpoint, healthy, head, words, checked_at
            from chain_node order by chain, ordinal
            """)
        .query(
            (row, n) -> {
              boolean fresh = row.getTimestamp("checked_at").toInstant().isAfter(silent);
              return new NodeHealth(
                  row.getString("chain"),
                  row.getString("endpoint"),
                  fresh && row.getBoolean("healthy"),
                  row.getLong("head"),
                  fresh ? row.getString("words") : "nobody has asked it for a while");
            })
        .list();
  }
}
