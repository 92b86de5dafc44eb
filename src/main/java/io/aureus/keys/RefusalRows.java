package io.aureus.keys;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code signing_refusal}; a trigger writes each row to the audit log. */
final class RefusalRows {
  private final JdbcClient jdbc;

  RefusalRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Once for each payout and rule, however often it is asked. */
  void add(String payout, String rule, Instant now) {
    jdbc.sql(
            """
            insert into signing_refusal (payout, rule, at) values (?, ?, ?)
            on conflict do nothing\
            """)
        .params(payout, rule, now.atOffset(ZoneOffset.UTC))
        .update();
  }
}
