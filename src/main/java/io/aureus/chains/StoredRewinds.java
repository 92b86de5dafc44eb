package io.aureus.chains;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code chain_rewind}. */
final class StoredRewinds implements Rewinds {
  private static final Duration KEPT = Duration.ofDays(90);

  private final JdbcClient jdbc;

  StoredRewinds(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** In the transaction that goes back, which holds the chain's cursor: one after the other. */
  static void note(JdbcClient jdbc, String chain, long ancestor, Instant now) {
    jdbc.sql("insert into chain_rewind (chain, ancestor, at) values (?, ?, ?)")
        .params(chain, ancestor, Timestamp.from(now))
        .update();
    jdbc.sql("delete from chain_rewind where chain = ? and at < ?")
        .params(chain, Timestamp.from(now.minus(KEPT)))
        .update();
  }

  @Override
  public List<Rewind> after(String chain, long no) {
    return jdbc.sql("select no, ancestor from chain_rewind where chain = ? and no > ? order by no")
        .params(chain, no)
        .query((row, n) -> new Rewind(row.getLong(1), row.getLong(2)))
        .list();
  }

  @Override
  public OptionalLong lowest(String chain, Instant since) {
    return jdbc.sql("select min(ancestor) from chain_rewind where chain = ? and at >= ?")
        .params(chain, Timestamp.from(since))
        .query((row, n) -> Optional.ofNullable((Long) row.getObject(1)))
        .single()
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }
}
