package io.aureus.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The claim of one running instance on a data folder. The operating system drops it when the
 * process ends, however it ends.
 */
public final class FolderLock implements AutoCloseable {
  static final String LOCK = "aureus.lock";

  /** Beside the lock, since reading a locked file and closing it would drop the lock (POSIX). */
  static final String HOLDER = "aureus.holder";

  private final DataFolder folder;
  private final FileChannel channel;

  private FolderLock(DataFolder folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * @throws StartRefused where another instance holds the folder; the words name it
   */
  public static FolderLock take(DataFolder folder) {
    try {
      FileChannel channel =
          FileChannel.open(folder.file(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new StartRefused(
            "%s is in use by %s. Stop that one first, or give another folder with --data."
                .formatted(folder.path(), folder.read(HOLDER).orElse("another instance").strip()));
      }
      FolderLock lock = new FolderLock(folder, channel);
      lock.describe("");
      return lock;
    } catch (IOException e) {
      throw new StartRefused("cannot lock " + folder.path() + ": " + e);
    }
  }

  /** True where a running instance holds the folder. */
  public static boolean isHeld(DataFolder folder) {
    if (!Files.exists(folder.file(LOCK))) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(folder.file(LOCK), StandardOpenOption.WRITE)) {
      return tryLock(channel) == null;
    } catch (IOException e) {
      throw new StartRefused("cannot look at the lock of " + folder.path() + ": " + e);
    }
  }

  /**
   * Says who holds the folder.
   *
   * @param url where this instance answers, empty while it does not
   */
  public void describe(String url) {
    String words = "process " + ProcessHandle.current().pid();
    folder.writePrivately(HOLDER, words + (url.isEmpty() ? "" : " at " + url) + "\n");
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(folder.file(HOLDER));
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }
}
