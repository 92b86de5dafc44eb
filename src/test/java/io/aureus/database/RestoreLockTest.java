package io.aureus.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.testing.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

class RestoreLockTest {
  private final TestDatabase database = TestDatabase.fresh();

  @Test
  void oneRestoreAtATimeFillsADatabase() {
    try (RestoreLock first = RestoreLock.take(database.dataSource())) {
      assertThatThrownBy(() -> RestoreLock.take(database.dataSource()))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("another restore into this database is at work");
      first.check();
    }
    RestoreLock.take(database.dataSource()).close();
  }

  @Test
  void noProgramStartsOnADatabaseThatARestoreFills() {
    Flyway flyway = Flyway.configure().dataSource(database.dataSource()).load();
    try (RestoreLock _ = RestoreLock.take(database.dataSource())) {
      assertThatThrownBy(() -> Schema.bringUpToDate(flyway))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("a restore into this database is at work");
    }
    Schema.bringUpToDate(flyway);
    Schema.bringUpToDate(flyway);
  }

  @Test
  void noRestoreBeginsWhileProgramsMakeTheTablesThatItWantsToFind() {
    try (RestoreLock _ = RestoreLock.shared(database.dataSource());
        RestoreLock _ = RestoreLock.shared(database.dataSource())) {
      assertThatThrownBy(() -> RestoreLock.take(database.dataSource()))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("stop what runs on the database");
    }
    RestoreLock.take(database.dataSource()).close();
  }

  @Test
  void aRestoreWhoseSessionWasLostDoesNotMakeItsRowsStay() {
    try (RestoreLock lock = RestoreLock.take(database.dataSource())) {
      database
          .jdbc()
          .sql(
              """
              select pg_terminate_backend(pid) from pg_locks
              where locktype = 'advisory'
                and database = (select oid from pg_database where datname = current_database())
              """)
          .query(Boolean.class)
          .list();
      assertThatThrownBy(lock::check)
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("run the restore again");
    }
    assertThat(Migrations.isUnfinished(database.jdbc())).isFalse();
  }
}
