package io.aureus.callbacks;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deletes tries and events that are old enough, some at a time. */
final class OldRows {
  private final JdbcClient jdbc;

  OldRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Their deliveries stay: whether a shop was told is never forgotten.
   *
   * @return how many were deleted, at most {@code most}
   */
  int deleteAttempts(Instant before, int most) {
    return jdbc.sql(
            """
            delete from delivery_attempt where (delivery_id, no) in (
              select delivery_id, no from delivery_attempt where at < ? order by at limit ?)
            """)
        .params(before.atOffset(ZoneOffset.UTC), most)
        .update();
  }

  /**
   * From the oldest on: a cursor never has an older event behind it than before. The newest one
   * stays however old it is, since it tells a restored database from one that went on.
   *
   * @return how many were deleted, at most {@code most}
   */
  int deleteEvents(Instant before, int most) {
    return jdbc.sql(
            """
            delete from event where seq in (
              select seq from (select seq, at from event order by seq limit ?) oldest
               where at < ? and seq < (select max(seq) from event))
            """)
        .params(most, before.atOffset(ZoneOffset.UTC))
        .update();
  }
}
