package io.aureus.chains;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The inbox in the database. */
final class StoredInbox implements TransferInbox {
  private final JdbcClient jdbc;
  private final Clock clock;

  StoredInbox(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public List<TransferFact> claim(int most) {
    return jdbc.sql(
            "select f.id as fact_id, f.kind, "
                + TransferRows.COLUMNS
                + """
        from transfer_fact f join transfer t on t.id = f.transfer_id
        where f.done_at is null
          and not exists (
            select from transfer near
              join transfer_fact older on older.transfer_id = near.id
            where near.to_address = t.to_address and older.done_at is null and older.id < f.id)
        order by f.id
        limit :most
        for update of f skip locked
        """)
        .param("most", most)
        .query(
            (row, n) ->
                new TransferFact(
                    row.getLong("fact_id"),
                    TransferFact.Kind.valueOf(row.getString("kind")),
                    TransferRows.read(row)))
        .list();
  }

  @Override
  public void done(TransferFact fact) {
    int rows =
        jdbc.sql("update transfer_fact set done_at = :now where id = :id and done_at is null")
            .param("now", Timestamp.from(clock.instant()))
            .param("id", fact.id())
            .update();
    if (rows != 1) {
      throw new IllegalStateException("fact " + fact.id() + " was acted on already");
    }
  }

  @Override
  public boolean hasOpen(List<String> addresses) {
    return jdbc.sql(
            """
            select exists (
              select from transfer_fact f join transfer t on t.id = f.transfer_id
              where f.done_at is null and lower(t.to_address) = any (:addresses))
            """)
        .param(
            "addresses",
            addresses.stream().map(a -> a.toLowerCase(Locale.ROOT)).toArray(String[]::new))
        .query(Boolean.class)
        .single();
  }
}
