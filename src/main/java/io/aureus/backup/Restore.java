package io.aureus.backup;

import io.aureus.database.Migrations;
import io.aureus.database.RestoreLock;
import io.aureus.database.StartRefused;
import io.aureus.keys.Passphrase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Brings a back-up into an empty database. Until all of it is there the database is marked, and no
 * start takes it for a whole one; a restore that was killed is begun anew.
 */
public final class Restore {
  private final Path file;
  private final BackupKey keys;
  private final BackupReport report;
  private final Manifest.Head head;

  private Restore(Path file, Passphrase passphrase) {
    this.file = file;
    this.keys = new BackupKey(passphrase);
    Backups.Look look = Backups.look(file, keys);
    this.report = look.report();
    this.head = look.head();
  }

  /**
   * Opens and checks all of a back-up before anything is touched.
   *
   * @throws StartRefused as {@link Backups#check}
   */
  public static Restore of(Path file, Passphrase passphrase) {
    return new Restore(file, passphrase);
  }

  /** What the back-up holds. */
  public BackupReport report() {
    return report;
  }

  /** True where a restore of this back-up into this database came to its end. */
  public boolean isDone(DataSource database) {
    JdbcClient jdbc = JdbcClient.create(database);
    boolean hasTable =
        jdbc.sql("select to_regclass('restoration') is not null").query(Boolean.class).single();
    return hasTable
        && !Migrations.isUnfinished(jdbc)
        && jdbc.sql("select exists (select 1 from restoration where backup = ?)")
            .param(report.id())
            .query(Boolean.class)
            .single();
  }

  /**
   * Brings all rows back. What was written outside of the tables lies in a folder.
   *
   * @param lock of the empty database, held from here to the end of {@link #finish}
   * @param folder where the back-up's files go
   * @throws StartRefused where the database is not empty, or was made by a newer Aureus
   */
  public void load(RestoreLock lock, Path folder) {
    DataSource database = lock.database();
    JdbcClient jdbc = JdbcClient.create(database);
    if (Migrations.isUnfinished(jdbc)) {
      Migrations.empty(database);
    } else if (!Migrations.isEmpty(jdbc)) {
      throw new StartRefused(
          "the database is not empty, and a restore overwrites nothing: give an empty folder with"
              + " --data, or name an empty database in AUREUS_DATABASE_URL");
    }
    Migrations.markUnfinished(jdbc);
    Loader loader = new Loader(database, folder);
    try {
      RecordInput.read(file, keys, loader);
      lock.check();
      loader.commit();
    } catch (SQLException e) {
      throw new StartRefused("the rows could not be brought back: " + e.getMessage());
    } finally {
      loader.close();
    }
    Migrations.bringToNewest(database);
  }

  /** The master key of the installation: 32 bytes. */
  public byte[] masterKey() {
    return Base64.getDecoder().decode(head.masterKey());
  }

  /** Whether a file held the master key in clear where the back-up was made. */
  public boolean hadPlainKey() {
    return head.plainKey();
  }

  /**
   * In one transaction: does what must be done before anything runs, and takes the mark away.
   *
   * @param lock under which the rows were brought back
   * @param work with the database's connection
   */
  public void finish(RestoreLock lock, Consumer<JdbcClient> work) {
    try (Connection connection = lock.database().getConnection()) {
      connection.setAutoCommit(false);
      JdbcClient jdbc = new SnapshotRows(connection).jdbc();
      work.accept(jdbc);
      jdbc.sql("insert into restoration (backup, made_at, restored_at) values (?, ?, now())")
          .params(report.id(), report.madeAt().atOffset(java.time.ZoneOffset.UTC))
          .update();
      Migrations.unmark(jdbc);
      lock.check();
      connection.commit();
    } catch (SQLException e) {
      throw new StartRefused("the restore could not be finished: " + e.getMessage());
    }
  }

  private final class Loader implements RecordInput.Reader {
    private final DataSource database;
    private final Path folder;
    private Connection connection;
    private SnapshotRows rows;

    @SuppressWarnings("NullAway.Init")
    Loader(DataSource database, Path folder) {
      this.database = database;
      this.folder = folder;
    }

    @Override
    public void head(Manifest.Head read) throws IOException {
      Migrations.bringTo(database, read.version());
      JdbcClient jdbc = JdbcClient.create(database);
      if (!Migrations.applied(jdbc).equals(read.schema())) {
        throw new StartRefused(
            ("the back-up's tables (schema version %s) are not those that this version of Aureus"
                    + " makes (%s): restore with the Aureus that wrote it, then upgrade")
                .formatted(read.version(), last(Migrations.applied(jdbc))));
      }
      try {
        connection = database.getConnection();
        connection.setAutoCommit(false);
      } catch (SQLException e) {
        throw new IOException(e.getMessage(), e);
      }
      rows = new SnapshotRows(connection);
      rows.prepare(read.tables());
    }

    @Override
    public void table(Manifest.Table table, InputStream bytes) throws IOException {
      rows.copyIn(table, bytes);
    }

    @Override
    public void file(String name, InputStream bytes) throws IOException {
      Path target = folder.resolve(name).normalize();
      if (!target.startsWith(folder)) {
        throw new StartRefused("the back-up names a file outside of the folder: " + name);
      }
      Files.createDirectories(target.getParent());
      Files.copy(bytes, target, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void tail(Manifest.Tail tail) {
      rows.setSequences(tail.sequences());
      rows.wake(head.tables());
    }

    void commit() throws SQLException {
      connection.commit();
    }

    void close() {
      try {
        if (connection != null) {
          connection.close();
        }
      } catch (SQLException e) {
        throw new StartRefused("the connection could not be closed: " + e.getMessage());
      }
    }

    private static String last(List<String> applied) {
      return applied.isEmpty() ? "none" : applied.getLast().split(" ", 2)[0];
    }
  }
}
