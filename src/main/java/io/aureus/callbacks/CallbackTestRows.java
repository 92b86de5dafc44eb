package io.aureus.callbacks;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code callback_test}: of each merchant the last one, and whether one ever arrived. */
final class CallbackTestRows {
  private final JdbcClient jdbc;

  CallbackTestRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** In a transaction, which the audit log knows the actor of. */
  void called(String merchant, String origin, Instant at) {
    jdbc.sql(
            """
            insert into callback_test (merchant, origin, called_at) values (?, ?, ?)
            on conflict (merchant) do update
            set origin = excluded.origin, called_at = excluded.called_at, status = null
            """)
        .params(merchant, origin, Timestamp.from(at))
        .update();
  }

  void answered(String merchant, int status, boolean received) {
    jdbc.sql("update callback_test set status = ?, received = received or ? where merchant = ?")
        .params(status, received, merchant)
        .update();
  }

  boolean wasReceived(String merchant) {
    return jdbc.sql("select exists (select 1 from callback_test where merchant = ? and received)")
        .param(merchant)
        .query(Boolean.class)
        .single();
  }
}
