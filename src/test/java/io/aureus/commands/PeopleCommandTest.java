package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.database.StartRefused;
import io.aureus.merchants.TestMerchants;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PeopleCommandTest {
  private static final String EMAIL = "owner@shop.example";

  private final TestDatabase database = TestDatabase.fresh();

  @Test
  void takesTheAppOffSignsOutAndIsWrittenDownAsTheOperators() {
    try (TestMerchants node =
        new TestMerchants(database, new AdjustableClock(Instant.parse("2026-03-01T10:00:00Z")))) {
      node.demo().ensure(EMAIL, "a long enough password", "Shop");
    }
    sql("update person set second_factor = true");
    sql("insert into second_factor select id, 'x', 1, now(), true from person");
    sql("insert into recovery_code select id, 'x' from person");
    session("one", EMAIL);
    session("two", "other@shop.example");
    String told = reset("Owner@shop.example ", true);
    assertThat(told).contains("is taken off").containsPattern("once: [A-Z0-9]{21}\n");
    assertThat(count("second_factor") + count("recovery_code")).isZero();
    assertThat(count("dashboard_session")).as("the other's stays").isEqualTo(1);
    assertThat(
            database
                .jdbc()
                .sql("select actor || ' ' || deed from audit_entry where actor = 'operator'")
                .query(String.class)
                .list())
        .containsExactlyInAnyOrder(
            "operator second factor off", "operator session ended", "operator password changed");
    assertThat(reset(EMAIL, false)).contains("no authenticator app", "stays as it was");
    assertThatThrownBy(() -> reset("nobody@shop.example", false)).isInstanceOf(StartRefused.class);
  }

  @Test
  void saysWhatThereIsToDo() {
    assertThat(DemoProcess.run("people")).contains("people reset-app EMAIL");
    assertThat(DemoProcess.run("people", "reset-app", EMAIL, "--data", "/nowhere"))
        .contains("no data folder");
  }

  private String reset(String email, boolean renews) {
    return database
        .transactions()
        .execute(status -> PeopleCommand.reset(database.jdbc(), email, renews));
  }

  private void session(String id, String principal) {
    database
        .jdbc()
        .sql(
            """
            insert into dashboard_session (primary_id, session_id, creation_time, last_access_time,
              max_inactive_interval, expiry_time, principal_name)
            values (?, ?, 0, 0, 0, 0, ?)
            """)
        .params(id, id, principal)
        .update();
  }

  private int count(String table) {
    return database.jdbc().sql("select count(*) from " + table).query(Integer.class).single();
  }

  private void sql(String sql) {
    database.jdbc().sql(sql).update();
  }
}
