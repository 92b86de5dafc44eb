package io.aureus.pricing;

import io.aureus.pricing.RateHealth.SourceHealth;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code rate_source} and {@code rate_snapshot}. */
final class RateRows {
  private final JdbcClient jdbc;

  RateRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Replaces a source's snapshot; inside the current transaction. */
  void saveAnswer(String source, RateSource.Answer answer, Instant now) {
    jdbc.sql(
            """
            insert into rate_source (source, answered_at, words) values (?, ?, ?)
            on conflict (source) do update
               set answered_at = excluded.answered_at, failed_at = null, words = excluded.words""")
        .params(source, at(now), String.join("; ", answer.doubts()))
        .update();
    jdbc.sql("delete from rate_snapshot where source = ?").param(source).update();
    List<Map.Entry<Pair, Vote>> votes = List.copyOf(answer.votes().entrySet());
    jdbc.sql(
            """
            insert into rate_snapshot (source, base, quote, price, at)
            select ?, * from unnest(?::text[], ?::text[], ?::numeric[], ?::timestamptz[])""")
        .params(
            source,
            votes.stream().map(vote -> vote.getKey().base()).toArray(String[]::new),
            votes.stream().map(vote -> vote.getKey().quote()).toArray(String[]::new),
            votes.stream().map(vote -> vote.getValue().price()).toArray(BigDecimal[]::new),
            votes.stream().map(vote -> vote.getValue().at().toString()).toArray(String[]::new))
        .update();
  }

  /** Notes a failure; the snapshot stays, for as long as it is fresh. */
  void saveFailure(String source, String words, Instant now) {
    jdbc.sql(
            """
            insert into rate_source (source, failed_at, words) values (?, ?, ?)
            on conflict (source) do update
               set failed_at = excluded.failed_at, words = excluded.words""")
        .params(source, at(now), words)
        .update();
  }

  List<SourceHealth> sources() {
    return jdbc.sql("select source, failed_at is null, answered_at, words from rate_source")
        .query(
            (row, n) ->
                new SourceHealth(
                    row.getString(1), row.getBoolean(2), instant(row, 3), row.getString(4)))
        .list();
  }

  /** By source. */
  Map<String, Map<Pair, Vote>> votes(Collection<String> sources) {
    Map<String, Map<Pair, Vote>> votes = new HashMap<>();
    jdbc.sql(
            "select source, base, quote, price, at from rate_snapshot where source = any(?::text[])")
        .param(sources.toArray(String[]::new))
        .query(
            row -> {
              Vote vote =
                  new Vote(
                      row.getString(1),
                      row.getBigDecimal(4),
                      row.getObject(5, OffsetDateTime.class).toInstant());
              votes
                  .computeIfAbsent(vote.source(), name -> new HashMap<>())
                  .put(new Pair(row.getString(2), row.getString(3)), vote);
            });
    return votes;
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
