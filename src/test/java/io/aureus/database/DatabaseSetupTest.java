package io.aureus.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.aureus.testing.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

class DatabaseSetupTest {
  private final DatabaseSetup setup = new DatabaseSetup();

  @Test
  void refusesAnOutsideServerThatWouldLoseACommit() {
    String url = TestDatabase.fresh().url();
    assertThatThrownBy(() -> setup.dataSource(new DatabaseSettings(url, "", "", true, 4), "live"))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("fsync=off");
  }

  @Test
  void refusesAServerThatDoesNotAnswerWithoutNamingThePassword() {
    String url = "postgres://shop:secret@127.0.0.1:1/pay?connectTimeout=1";
    assertThatThrownBy(() -> setup.dataSource(new DatabaseSettings(url, "", "", true, 4), "live"))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("127.0.0.1:1/pay")
        .message()
        .doesNotContain("secret");
  }

  @Test
  void refusesADatabaseThatANewerAureusHasChanged() {
    TestDatabase database = TestDatabase.fresh();
    database
        .jdbc()
        .sql(
            """
            insert into flyway_schema_history
              (installed_rank, version, description, type, script, installed_by, execution_time,
               success)
            values (9999, '9999', 'from tomorrow', 'SQL', 'V9999__x.sql', 'x', 1, true)
            """)
        .update();
    Flyway flyway = Flyway.configure().dataSource(database.dataSource()).load();
    assertThatThrownBy(() -> Schema.bringUpToDate(flyway))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("9999")
        .hasMessageContaining("newer Aureus");
  }

  @Test
  void theTestsOwnServerIsTakenWhereDurabilityIsWaived() throws Exception {
    DatabaseSettings settings = new DatabaseSettings(TestDatabase.fresh().url(), "", "", false, 4);
    try (HikariDataSource pool = (HikariDataSource) setup.dataSource(settings, "demo")) {
      assertThat(pool.getMaximumPoolSize()).isEqualTo(4);
    }
  }

  @Test
  void durabilityIsNotWaivedInLiveMode() {
    DatabaseSettings settings = new DatabaseSettings(TestDatabase.fresh().url(), "", "", false, 4);
    assertThatThrownBy(() -> setup.dataSource(settings, "live"))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("aureus.database.durable=false")
        .hasMessageContaining("tests only");
  }
}
