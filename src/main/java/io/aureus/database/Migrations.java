package io.aureus.database;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a database's tables were made by, and the mark of one that a restore has not filled whole:
 * for commands that start no application. The mark is a schema of its own, so that it can be there
 * before any table of ours.
 */
public final class Migrations {
  private static final String NEWEST = "latest";
  private static final String MARK = "aureus_restore";

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

  /** True where there is no table. */
  public static boolean isEmpty(JdbcClient jdbc) {
    return jdbc.sql(
            "select not exists (select 1 from pg_tables where schemaname = current_schema())")
        .query(Boolean.class)
        .single();
  }

  /** Removes every table of ours. Only for what {@link #isUnfinished}. */
  public static void empty(DataSource database) {
    Flyway.configure().dataSource(database).cleanDisabled(false).load().clean();
  }

  /** True where a restore was begun and has not ended. */
  public static boolean isUnfinished(JdbcClient jdbc) {
    return jdbc.sql("select exists (select 1 from pg_namespace where nspname = ?)")
        .param(MARK)
        .query(Boolean.class)
        .single();
  }

  /** From now on no start takes the database for a whole one. */
  public static void markUnfinished(JdbcClient jdbc) {
    jdbc.sql("create schema if not exists " + MARK).update();
  }

  /** The restore is whole: in the transaction that says so. */
  public static void unmark(JdbcClient jdbc) {
    jdbc.sql("drop schema " + MARK).update();
  }
}
