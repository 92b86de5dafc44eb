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
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Writes back-ups, and checks them without a database. */
public final class Backups {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

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
    Path draft = target.resolveSibling(target.getFileName() + ".part");
    refuseExisting(target);
    try (FileChannel channel = draft(draft)) {
      try (FileLock lock = lock(channel, draft)) {
        Objects.requireNonNull(lock);
        Files.setPosixFilePermissions(draft, OWNER_ONLY);
        channel.truncate(0);
        BackupKey keys = new BackupKey(passphrase);
        SealedParts parts = SealedParts.with(KeyStretch.fresh(random), keys);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 17);
        write(out, parts, database, around);
        out.flush();
        channel.force(true);
        BackupReport report = check(draft, keys);
        publish(draft, target);
        return report;
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException | SQLException e) {
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

  private static void refuseExisting(Path target) {
    if (Files.exists(target, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      throw new StartRefused(
          target + " exists: a back-up overwrites nothing. Give another name, e.g. with the date.");
    }
  }

  private static FileChannel draft(Path draft) throws IOException {
    return FileChannel.open(
        draft,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(OWNER_ONLY));
  }

  /** What a killed one left is written over; one that is at work is left alone. */
  private static FileLock lock(FileChannel channel, Path draft) throws IOException {
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new StartRefused("another back-up writes " + draft + " at this moment");
    }
    return lock;
  }

  private void write(OutputStream out, SealedParts parts, DataSource database, Surroundings around)
      throws IOException, SQLException {
    try (Connection connection = database.getConnection();
        SealedOutput sealed = new SealedOutput(out, parts);
        GZIPOutputStream zipped = new GZIPOutputStream(sealed, 1 << 16)) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      write(new RecordOutput(zipped), new SnapshotRows(connection), around);
      connection.rollback();
      zipped.finish();
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

  /** Under its name in one step that overwrites nothing, and on the disk. */
  private static void publish(Path draft, Path target) throws IOException {
    try {
      Files.createLink(target, draft);
    } catch (FileAlreadyExistsException e) {
      refuseExisting(target);
    } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
      // A file system without links.
      refuseExisting(target);
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }
    try (FileChannel folder = FileChannel.open(Objects.requireNonNull(target.getParent()))) {
      folder.force(true);
    }
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
