package io.aureus.database;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Brings the database to this program's schema, and refuses one that is ahead of it. */
final class Schema {
  private Schema() {}

  /** A restore cannot begin meanwhile, and finds a database that is not empty afterwards. */
  static void bringUpToDate(Flyway flyway) {
    try (RestoreLock _ = RestoreLock.shared(flyway.getConfiguration().getDataSource())) {
      migrate(flyway);
    }
  }

  private static void migrate(Flyway flyway) {
    if (Migrations.isUnfinished(JdbcClient.create(flyway.getConfiguration().getDataSource()))) {
      throw new StartRefused(
          "a restore into this database did not come to its end: run the restore again, which"
              + " begins anew");
    }
    for (MigrationInfo done : flyway.info().applied()) {
      MigrationState state = done.getState();
      if (state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED) {
        throw new StartRefused(
            ("the database was brought to schema version %s (%s) by a newer Aureus, which this one"
                    + " does not know. Run that newer version, or restore a back-up from before.")
                .formatted(done.getVersion(), done.getDescription()));
      }
    }
    try {
      flyway.migrate();
    } catch (FlywayValidateException e) {
      throw new StartRefused(
          "the database's schema is not the one that this version of Aureus makes (a demo can begin"
              + " anew with --fresh): "
              + String.valueOf(e.getMessage()).lines().limit(2).toList());
    }
  }
}
