package io.aureus.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Whose turn it is on a database: one restore alone for as long as it lasts, or any number of
 * programs that bring the tables up to date. It belongs to a session of PostgreSQL and ends with
 * it, so a killed restore holds nothing.
 */
public final class RestoreLock implements AutoCloseable {
  private static final String KEY = "hashtextextended('aureus.restore', 0)";

  /** A machine that lost its power must not hold the lock for the hours of the system's default. */
  private static final String NOTICE_THE_DEAD =
      "set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10;"
          + " set tcp_keepalives_count = 3";

  private final DataSource database;
  private final Connection session;

  private RestoreLock(DataSource database, Connection session) {
    this.database = database;
    this.session = session;
  }

  /**
   * For a restore.
   *
   * @throws StartRefused while another restore fills the database, or a program makes its tables
   */
  public static RestoreLock take(DataSource database) {
    return take(
        database,
        "pg_try_advisory_lock",
        "another restore into this database is at work, or a program is starting on it: wait for"
            + " its end, and stop what runs on the database");
  }

  /**
   * For a start: no restore begins before it is closed.
   *
   * @throws StartRefused while a restore fills the database
   */
  static RestoreLock shared(DataSource database) {
    return take(
        database,
        "pg_try_advisory_lock_shared",
        "a restore into this database is at work: start when it has come to its end");
  }

  private static RestoreLock take(DataSource database, String function, String refusal) {
    RestoreLock lock = new RestoreLock(database, session(database));
    if (!lock.says("select " + function + "(" + KEY + ")")) {
      lock.close();
      throw new StartRefused(refusal);
    }
    return lock;
  }

  private static Connection session(DataSource database) {
    try {
      Connection session = database.getConnection();
      try (Statement statement = session.createStatement()) {
        statement.execute(NOTICE_THE_DEAD);
      }
      return session;
    } catch (SQLException e) {
      throw new StartRefused("no connection to PostgreSQL: " + e.getMessage());
    }
  }

  /** Where it is held. */
  public DataSource database() {
    return database;
  }

  /**
   * Before what was done under the lock is made to stay.
   *
   * @throws StartRefused where the session was lost: another restore may have begun
   */
  public void check() {
    boolean held =
        says(
            "select exists (select 1 from pg_locks where locktype = 'advisory' and granted"
                + " and pid = pg_backend_pid() and mode = 'ExclusiveLock')");
    if (!held) {
      throw lost("its lock is gone");
    }
  }

  private boolean says(String question) {
    try (Statement statement = session.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      return answer.next() && answer.getBoolean(1);
    } catch (SQLException e) {
      close();
      throw lost(String.valueOf(e.getMessage()));
    }
  }

  private static StartRefused lost(String why) {
    return new StartRefused(
        "the connection that held the database for this restore was lost ("
            + why
            + "): run the restore again, which begins anew");
  }

  @Override
  public void close() {
    // A pool would keep the session, and with it the lock.
    try (session;
        Statement statement = session.createStatement()) {
      statement.execute("select pg_advisory_unlock_all()");
    } catch (SQLException e) {
      // The session is gone already, and the lock with it.
      return;
    }
  }
}
