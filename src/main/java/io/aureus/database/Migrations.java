package io.aureus.database;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a database's tables were made by, for commands that start no application. */
public final class Migrations {
  private static final String NEWEST = "latest";

  private Migrations() {}

  /** Each migration that made the tables, in order: its version, a space and its checksum. */
  public static List<String> applied(JdbcClient jdbc) {
    return jdbc.sql(
            """
            select version || ' ' || checksum from flyway_schema_history
            where success and version is not null order by installed_rank
            """)
        .query(String.class)
        .list();
  }

  /** Makes the tables as they were at a version. */
  public static void bringTo(DataSource database, String version) {
    Flyway.configure().dataSource(database).target(version).load().migrate();
  }

  /** Brings the tables to what this program works with. */
  public static void bringToNewest(DataSource database) {
    bringTo(database, NEWEST);
  }
}
