package io.aureus.backup;

import io.aureus.database.StartRefused;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being written, beside the name that it gets when it is whole. Each has a name of
 * its own that nothing had before, so no byte is ever written into a file that is there: a draft
 * that was left may be the second name of a finished back-up. A lock on it says that its writer
 * lives.
 */
final class Draft implements AutoCloseable {
  private static final String END = ".part";

  private final Path target;
  private final Path path;
  private final FileChannel channel;

  private Draft(Path target, Path path, FileChannel channel) {
    this.target = target;
    this.path = path;
    this.channel = channel;
  }

  /**
   * One that its owner alone may read; what killed writers of the same target left is deleted.
   *
   * @param target absolute
   * @param id no other draft has it
   * @throws StartRefused where the target exists, or another writes it at this moment
   */
  static Draft of(Path target, UUID id) throws IOException {
    refuseExisting(target);
    Path path = target.resolveSibling(target.getFileName() + "." + id + END);
    FileChannel channel =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Draft draft = new Draft(target, path, channel);
    try {
      // First its own lock, then the look at others: of two, one at least sees the other.
      if (lock(channel) == null) {
        throw busy(target);
      }
      draft.deleteLeftOvers();
    } catch (IOException | RuntimeException e) {
      draft.close();
      throw e;
    }
    return draft;
  }

  private static void refuseExisting(Path target) {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new StartRefused(
          target + " exists: a back-up overwrites nothing. Give another name, e.g. with the date.");
    }
  }

  private static StartRefused busy(Path target) {
    return new StartRefused("another back-up writes " + target + " at this moment");
  }

  /** The name alone is deleted: a file that has another name as well stays what it is. */
  private void deleteLeftOvers() throws IOException {
    Pattern ours =
        Pattern.compile(Pattern.quote(target.getFileName() + ".") + "[0-9a-f-]{36}" + "\\" + END);
    try (DirectoryStream<Path> siblings = Files.newDirectoryStream(folder())) {
      for (Path one : siblings) {
        String name = String.valueOf(one.getFileName());
        if (!name.equals(String.valueOf(path.getFileName())) && ours.matcher(name).matches()) {
          deleteLeftOver(one);
        }
      }
    }
  }

  private void deleteLeftOver(Path one) throws IOException {
    try (FileChannel other = FileChannel.open(one, StandardOpenOption.WRITE)) {
      if (lock(other) == null) {
        throw busy(target);
      }
      Files.deleteIfExists(one);
    } catch (NoSuchFileException e) {
      // Its writer has come to its end meanwhile, and may have made the target.
      refuseExisting(target);
    }
  }

  /** Null while another holds it. */
  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private Path folder() {
    return Objects.requireNonNull(target.getParent());
  }

  /** Where it is until it is {@link #publish published}. */
  Path path() {
    return path;
  }

  OutputStream stream() {
    return Channels.newOutputStream(channel);
  }

  /** To the disk. */
  void flush() throws IOException {
    channel.force(true);
  }

  /** Under its name in one step that overwrites nothing, and on the disk. */
  void publish() throws IOException {
    try {
      Files.createLink(target, path);
    } catch (FileAlreadyExistsException e) {
      refuseExisting(target);
    } catch (UnsupportedOperationException | FileSystemException e) {
      // A file system without links; nobody else writes this target, as the locks say.
      refuseExisting(target);
      Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    }
    flushFolder();
  }

  private void flushFolder() throws IOException {
    try (FileChannel names = FileChannel.open(folder())) {
      names.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(path);
    }
  }
}
