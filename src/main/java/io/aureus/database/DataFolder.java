package io.aureus.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder in which an installation keeps everything that it must not lose: PostgreSQL's files,
 * the master key, the simulated chain.
 */
public final class DataFolder {
  /** Marks a folder as ours: without it, nothing in a folder is ever erased. */
  private static final String MARKER = "aureus-data";

  /** There while a restore has not come to its end. */
  private static final String UNFINISHED = "restore-unfinished";

  /** Held by who writes a file; its lock ends with the program. */
  private static final String TURNS = "writing.lock";

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final Path path;

  private DataFolder(Path path) {
    this.path = path;
  }

  /**
   * The folder at {@code path}, made if it is missing.
   *
   * @throws StartRefused where it cannot be used, or holds things that are not ours
   */
  public static DataFolder at(Path path) {
    DataFolder folder = made(path);
    folder.refuseUnfinished();
    return folder;
  }

  /**
   * The folder at {@code path} for a restore, made if it is missing.
   *
   * @throws StartRefused where it cannot be used, or holds things that are not ours
   */
  public static DataFolder toRestore(Path path) {
    return made(path);
  }

  private static DataFolder made(Path path) {
    Path whole = path.toAbsolutePath().normalize();
    DataFolder folder = new DataFolder(whole);
    try {
      if (Files.exists(whole) && !Files.isDirectory(whole)) {
        throw new StartRefused(whole + " is not a folder: give another one with --data");
      }
      if (!folder.isOurs()) {
        Files.createDirectories(whole);
        try (Stream<Path> inside = Files.list(whole)) {
          if (inside.findAny().isPresent()) {
            throw new StartRefused(
                whole + " holds files that are not ours: give an empty folder with --data");
          }
        }
        restrict(whole, "rwx------");
        Files.writeString(whole.resolve(MARKER), "The data of an Aureus installation.\n");
      }
      return folder;
    } catch (IOException e) {
      throw new StartRefused(
          ("cannot use the data folder %s (%s): it must be one that the user who starts Aureus may"
                  + " write to; make it for him, or give another one with --data")
              .formatted(whole, e.getClass().getSimpleName()));
    }
  }

  /** The folder at {@code path} where it is one of ours already. */
  public static Optional<DataFolder> existing(Path path) {
    DataFolder folder = new DataFolder(path.toAbsolutePath().normalize());
    folder.refuseUnfinished();
    return folder.isOurs() ? Optional.of(folder) : Optional.empty();
  }

  /**
   * From now on nobody takes the folder for a whole one; what a killed restore left is erased. The
   * caller holds the lock.
   *
   * @throws StartRefused where it holds an installation
   */
  public void beginRestore() {
    if (Files.exists(file(UNFINISHED))) {
      erase();
      return;
    }
    List<String> empty =
        List.of(MARKER, TURNS, PostgresPrograms.FOLDER, FolderLock.LOCK, FolderLock.HOLDER);
    try (Stream<Path> inside = Files.list(path)) {
      if (inside.anyMatch(entry -> !empty.contains(String.valueOf(entry.getFileName())))) {
        throw new StartRefused(
            path
                + " holds an installation already, and a restore overwrites nothing: give an empty"
                + " folder with --data");
      }
    } catch (IOException e) {
      throw new StartRefused("cannot list " + path + ": " + e);
    }
    writePrivately(UNFINISHED, "A restore into this folder has not come to its end.\n");
  }

  /** The folder is whole. The caller holds the lock. */
  public void endRestore() {
    try {
      Files.deleteIfExists(file(UNFINISHED));
    } catch (IOException e) {
      throw new StartRefused("cannot remove " + file(UNFINISHED) + ": " + e);
    }
  }

  private void refuseUnfinished() {
    if (Files.exists(file(UNFINISHED))) {
      throw new StartRefused(
          "a restore into "
              + path
              + " did not come to its end: run the restore again, which begins anew");
    }
  }

  public Path path() {
    return path;
  }

  public Path file(String name) {
    return path.resolve(name);
  }

  /** Reads a small file of the folder; empty where it is missing. */
  public Optional<String> read(String name) {
    Path file = file(name);
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new StartRefused("cannot read " + file + ": " + e);
    }
  }

  /**
   * Writes a file that only its owner may read; all of it or, after a crash, none of it. Several
   * programs may write at once: they have one draft, so that a killed one leaves no second copy
   * behind, and take turns.
   */
  public void writePrivately(String name, String text) {
    synchronized (DataFolder.class) {
      try (FileChannel turns =
              FileChannel.open(file(TURNS), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = turns.lock()) {
        write(name, text);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + file(name), e);
      }
    }
  }

  private void write(String name, String text) {
    Path file = file(name);
    Path draft = file(name + ".new");
    try {
      Files.deleteIfExists(draft);
      Files.writeString(draft, "", StandardOpenOption.CREATE_NEW);
      restrict(draft, "rw-------");
      Files.writeString(draft, text, StandardOpenOption.SYNC);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /**
   * Erases what the folder holds, but for the unpacked programs and the lock. The caller holds the
   * lock.
   */
  public void erase() {
    List<String> kept =
        List.of(
            MARKER, UNFINISHED, TURNS, PostgresPrograms.FOLDER, FolderLock.LOCK, FolderLock.HOLDER);
    try (Stream<Path> inside = Files.list(path)) {
      for (Path entry : inside.toList()) {
        if (!kept.contains(String.valueOf(entry.getFileName()))) {
          deleteTree(entry);
        }
      }
    } catch (IOException e) {
      throw new StartRefused("cannot erase " + path + ": " + e);
    }
  }

  /** The number of the user that we run as: what a file that we make belongs to. */
  int ownUid() throws IOException {
    Path probe = Files.createTempFile(path, "probe", "");
    try {
      return (Integer) Files.getAttribute(probe, "unix:uid");
    } finally {
      Files.delete(probe);
    }
  }

  static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path entry : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }

  private static void restrict(Path file, String permissions) throws IOException {
    if (POSIX) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
  }

  private boolean isOurs() {
    return Files.isRegularFile(path.resolve(MARKER));
  }
}
