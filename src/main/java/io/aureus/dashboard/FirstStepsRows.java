package io.aureus.dashboard;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code first_steps_put_away}. */
final class FirstStepsRows {
  private final JdbcClient jdbc;

  FirstStepsRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  boolean isPutAway(String merchant) {
    return jdbc.sql("select exists (select 1 from first_steps_put_away where merchant = ?)")
        .param(merchant)
        .query(Boolean.class)
        .single();
  }

  void putAway(String merchant) {
    jdbc.sql("insert into first_steps_put_away (merchant) values (?) on conflict do nothing")
        .param(merchant)
        .update();
  }
}
