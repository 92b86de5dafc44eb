package io.aureus.backup;

import io.aureus.database.Migrations;
import io.aureus.database.StartRefused;
import io.aureus.keys.KeyStretch;
import io.aureus.keys.OpenedKey;
import io.aureus.keys.Passphrase;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes back-ups, and checks them without a database. */
public final class Backups {
  private final RandomGenerator random;

  public Backups(RandomGenerator random) {
    this.random = random;
  }

  /**
   * What is written beside the tables.
   *
   * @param mode live, demo or signer
   * @param settings that matter for a restore and hold no secret
   * @param files by their path in the data folder, with /; read after the tables
   */
  public record Surroundings(
      String mode, OpenedKey key, Map<String, String> settings, Map<String, Path> files) {}

  /**
   * Writes all of a database into a new file that its owner alone may read, from one snapshot,
   * beside whatever runs on it. The file appears under its name when it is whole, flushed to the
   * disk, and read back.
   *
   * @throws StartRefused where the file exists, or cannot be written
   */
  public BackupReport write(
      Path file, Passphrase passphrase, DataSource database, Surroundings around) {
    Path target = file.toAbsolutePath().normalize();
    try (Draft draft = Draft.of(target, new UUID(random.nextLong(), random.nextLong()))) {
      BackupKey keys = new BackupKey(passphrase);
      SealedParts parts = SealedParts.with(KeyStretch.fresh(random), keys);
      OutputStream out = new BufferedOutputStream(draft.stream(), 1 << 17);
      write(out, parts, database, around);
      out.flush();
      draft.flush();
      BackupReport report = check(draft.path(), keys);
      draft.publish();
      return report;
    } catch (IOException | SQLException | DataAccessException e) {
      throw new StartRefused("the back-up could not be written: " + e.getMessage());
    }
  }

  /**
   * Opens and reads all of a back-up, without a database.
   *
   * @throws StartRefused where one bit of it is not what was written, or the passphrase is wrong
   */
  public BackupReport check(Path file, Passphrase passphrase) {
    return check(file, new BackupKey(passphrase));
  }

  static BackupReport check(Path file, BackupKey keys) {
    return look(file, keys).report();
  }

  static Look look(Path file, BackupKey keys) {
    Look look = new Look();
    RecordInput.read(file, keys, look);
    return look;
  }

  private void write(OutputStream out, SealedParts parts, DataSource database, Surroundings around)
      throws IOException, SQLException {
    try (Connection connection = database.getConnection();
        SealedOutput sealed = new SealedOutput(out, parts);
        GZIPOutputStream zipped = new GZIPOutputStream(sealed, 1 << 16)) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      SnapshotRows rows = new SnapshotRows(connection);
      refuseUnfinished(rows.jdbc());
      refuseAnotherKey(rows.jdbc(), around.key());
      write(new RecordOutput(zipped), rows, around);
      connection.rollback();
      zipped.finish();
    }
  }

  /** In the snapshot: a restore that begins later is not in it. */
  private static void refuseUnfinished(JdbcClient jdbc) {
    if (Migrations.isUnfinished(jdbc)) {
      throw new StartRefused(
          "a restore into this database did not come to its end, so a back-up would hold half of an"
              + " installation: run the restore again, which begins anew");
    }
    if (Migrations.isEmpty(jdbc)) {
      throw new StartRefused("the database has no tables yet: there is nothing to back up");
    }
  }

  /** Restored with that key, nobody could open the seed. */
  private void refuseAnotherKey(JdbcClient jdbc, OpenedKey key) {
    if (!key.opens(jdbc, random)) {
      throw new StartRefused(
          "the master key in "
              + key.where()
              + " is not the one that this database was sealed with, so a back-up with it could"
              + " never be opened: name the folder and the database of one installation, with"
              + " --data and AUREUS_DATABASE_URL");
    }
  }

  private void write(RecordOutput out, SnapshotRows rows, Surroundings around) throws IOException {
    Manifest.Head head =
        new Manifest.Head(
            new UUID(random.nextLong(), random.nextLong()).toString(),
            rows.now(),
            around.mode(),
            Migrations.applied(rows.jdbc()),
            rows.tables(),
            around.settings(),
            Base64.getEncoder().encodeToString(around.key().bytes()),
            around.key().form() == OpenedKey.Form.PLAIN_FILE);
    out.json(RecordOutput.HEAD, head);
    List<Manifest.Count> counts = new ArrayList<>();
    for (Manifest.Table table : head.tables()) {
      counts.add(out.stream(RecordOutput.TABLE, table.name(), copy -> rows.copyOut(table, copy)));
    }
    for (Map.Entry<String, Path> file : around.files().entrySet()) {
      counts.add(
          out.stream(RecordOutput.FILE, file.getKey(), copy -> Files.copy(file.getValue(), copy)));
    }
    out.json(RecordOutput.TAIL, new Manifest.Tail(counts, rows.sequences(), rows.newest()));
    out.flush();
  }

  /** Reads all and keeps what the back-up says of itself. */
  static final class Look implements RecordInput.Reader {
    private Manifest.@Nullable Head head;
    private Manifest.@Nullable Tail tail;

    @Override
    public void head(Manifest.Head read) {
      head = read;
    }

    @Override
    public void table(Manifest.Table table, InputStream rows) {}

    @Override
    public void file(String name, InputStream bytes) {}

    @Override
    public void tail(Manifest.Tail read) {
      tail = read;
    }

    Manifest.Head head() {
      return Objects.requireNonNull(head);
    }

    BackupReport report() {
      return reportOf(Objects.requireNonNull(head), Objects.requireNonNull(tail));
    }
  }

  static BackupReport reportOf(Manifest.Head head, Manifest.Tail tail) {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (int i = 0; i < head.tables().size(); i++) {
      rows.put(head.tables().get(i).name(), tail.counts().get(i).rows());
    }
    return new BackupReport(
        head.id(),
        head.madeAt(),
        head.mode(),
        head.version(),
        rows,
        tail.newest(),
        head.settings());
  }
}
