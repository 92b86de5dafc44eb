package io.aureus.callbacks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code event}. */
final class EventRows {
  /**
   * @param payoutId null where it is about an order
   */
  record NewEvent(
      UUID id,
      String merchant,
      String type,
      @Nullable String orderId,
      @Nullable String payoutId,
      String data) {}

  /** Where a reader stands: everything up to here was given. */
  record Position(int era, long tx, long seq) {}

  /** After everything. */
  static final Position END = new Position(Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

  record StoredEvent(Position position, EventFeed.Event event) {}

  private final JdbcClient jdbc;

  EventRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** In the caller's transaction, in this order. */
  void insert(List<NewEvent> events, Instant at) {
    if (events.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into event (era, id, merchant, type, order_id, payout_id, at, data)
            select (select max(era) from event_era), e.id, e.merchant, e.type, e.order_id,
                   e.payout_id, ?::timestamptz, e.data::json
            from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[])
                 with ordinality as e (id, merchant, type, order_id, payout_id, data, place)
            order by e.place
            """)
        .param(at.toString())
        .param(column(events, event -> event.id().toString()))
        .param(column(events, NewEvent::merchant))
        .param(column(events, NewEvent::type))
        .param(column(events, NewEvent::orderId))
        .param(column(events, NewEvent::payoutId))
        .param(column(events, NewEvent::data))
        .update();
  }

  /**
   * Rows of transactions that ended before any that is still open. Numbers of transactions are
   * given out in order, so whatever commits later sorts after all of these. It is sorted by the
   * column: the text of the same name has 1000 before 999.
   */
  List<StoredEvent> after(String merchant, Position position, int most) {
    return page(merchant, position, ">", "asc", most);
  }

  /** The same, backwards: what is not told yet is not shown to people either. */
  List<StoredEvent> before(String merchant, Position position, int most) {
    return page(merchant, position, "<", "desc", most);
  }

  private List<StoredEvent> page(
      String merchant, Position position, String side, String turn, int most) {
    return jdbc.sql(
            """
            select era, tx::text as tx, seq, id, type, order_id, payout_id, at,
                   data::text as data
            from event
            where merchant = ? and (era, tx, seq) %1$s (?, ?::xid8, ?)
              and (tx < pg_snapshot_xmin(pg_current_snapshot())
                   or era < (select max(era) from event_era))
            order by event.era %2$s, event.tx %2$s, event.seq %2$s
            limit ?
            """
                .formatted(side, turn))
        .params(merchant, position.era(), Long.toString(position.tx()), position.seq(), most)
        .query((row, n) -> stored(row))
        .list();
  }

  private static StoredEvent stored(ResultSet row) throws SQLException {
    Position found = new Position(row.getInt("era"), row.getLong("tx"), row.getLong("seq"));
    return new StoredEvent(
        found,
        new EventFeed.Event(
            Cursors.text(found),
            row.getString("id"),
            row.getString("type"),
            row.getString("order_id"),
            row.getString("payout_id"),
            row.getTimestamp("at").toInstant(),
            row.getString("data")));
  }

  /** Begins a new era where this server's transaction numbers lie behind those of the rows. */
  void beginEraAfterRestore() {
    jdbc.sql(
            """
            insert into event_era (era)
            select max(era) + 1 from event_era
            having exists (
              select 1 from event
              where era = (select max(era) from event_era)
                and tx >= pg_snapshot_xmax(pg_current_snapshot()))
            on conflict (era) do nothing
            """)
        .update();
  }

  private static @Nullable String[] column(
      List<NewEvent> events, Function<NewEvent, @Nullable String> field) {
    @Nullable String[] values = new @Nullable String[events.size()];
    Arrays.setAll(values, i -> field.apply(events.get(i)));
    return values;
  }
}
