package io.aureus.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The table {@code audit_entry}. */
final class AuditRows implements AuditLog {
  private static final int AT_ONCE = 1000;

  /** Table and trigger, as the migration makes them. */
  private static final List<String> WRITERS =
      List.of(
          "person:audited",
          "person:audited_sign_in",
          "person:audited_sign_in_failure",
          "dashboard_session:audited",
          "membership:audited",
          "invitation:audited",
          "recovery_code:audited",
          "sign_in_attempt:audited",
          "api_key:audited",
          "api_token:audited",
          "merchant:audited",
          "lightning_name:audited",
          "merchant_branding:audited",
          "callback_credential:audited",
          "callback_test:audited",
          "payout:audited",
          "payout_history:audited",
          "spending_approval:audited",
          "signing_place:audited",
          "signing_refusal:audited",
          "signing_stop:audited",
          "allowed_destination:audited",
          "orders:audited",
          "refund_link:audited",
          "own_wallet:audited",
          "own_node:audited",
          "own_wallet:audited_addresses",
          "own_address:audited_statement",
          "delivery:audited",
          "restoration:audited",
          "coin_note:audited",
          "seed:audited");

  /** An entry as it lies. */
  @SuppressWarnings("ArrayRecordComponent")
  record Stored(
      long id,
      Instant at,
      String actor,
      String deed,
      String subject,
      String details,
      byte[] prev,
      byte[] hash) {}

  private final JdbcClient jdbc;

  AuditRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<Line> page(long before, int size) {
    return jdbc.sql("select * from audit_entry where id < ? order by id desc limit ?")
        .params(before, size)
        .query((row, n) -> line(row))
        .list();
  }

  @Override
  public Optional<Line> head() {
    return page(START, 1).stream().findFirst();
  }

  @Override
  public void append(String actor, String deed, String subject, String details) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("an audit entry is written in a transaction only");
    }
    jdbc.sql("select 1 from (select audit_append(?, ?, ?, ?)) as done")
        .params(actor, deed, subject, details)
        .query(Integer.class)
        .single();
  }

  /** Every entry from the first on, some at a time. */
  void each(Consumer<Stored> reader) {
    long after = 0;
    List<Stored> part;
    do {
      part =
          jdbc.sql("select * from audit_entry where id > ? order by id limit ?")
              .params(after, AT_ONCE)
              .query((row, n) -> stored(row))
              .list();
      part.forEach(reader);
      after = part.isEmpty() ? after : part.getLast().id();
    } while (part.size() == AT_ONCE);
  }

  /**
   * Tables whose deeds the database should write down by itself and does not: a trigger is missing
   * or switched off.
   */
  List<String> silent() {
    return jdbc.sql(
            """
            select w.tab || ': ' || w.trig
            from unnest(?::text[], ?::text[]) w (tab, trig)
            where not exists (
              select 1 from pg_trigger t
              where t.tgname = w.trig and t.tgenabled in ('O', 'A')
                and t.tgrelid = to_regclass(w.tab))
            order by 1
            """)
        .param(WRITERS.stream().map(one -> one.split(":", 2)[0]).toArray(String[]::new))
        .param(WRITERS.stream().map(one -> one.split(":", 2)[1]).toArray(String[]::new))
        .query(String.class)
        .list();
  }

  boolean isGuarded() {
    return jdbc.sql(
            """
            select exists (
              select 1 from pg_trigger
              where tgname = 'stays' and tgenabled in ('O', 'A')
                and tgrelid = 'audit_entry'::regclass)
            """)
        .query(Boolean.class)
        .single();
  }

  private static Line line(ResultSet row) throws SQLException {
    Stored stored = stored(row);
    return new Line(
        stored.id(),
        stored.at(),
        stored.actor(),
        stored.deed(),
        stored.subject(),
        stored.details(),
        HexFormat.of().formatHex(stored.hash()));
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(
        row.getLong("id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("actor"),
        row.getString("deed"),
        row.getString("subject"),
        row.getString("details"),
        row.getBytes("prev_hash"),
        row.getBytes("hash"));
  }
}
