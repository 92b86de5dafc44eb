package io.aureus.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Writes a key's file whole: into a draft of its own first, flushed and read back, so that a kill
 * at any line leaves the old file or the new one.
 */
final class KeyFile {
  private final Path file;
  private final RandomGenerator random;

  KeyFile(Path file, RandomGenerator random) {
    this.file = file.toAbsolutePath();
    this.random = random;
  }

  /** Changes nothing where the file exists: of two that make it at once, one does. */
  void create(String text) throws IOException {
    Path draft = draft(text);
    try {
      Files.createLink(file, draft);
      flushFolder();
    } catch (FileAlreadyExistsException e) {
      // Another process was quicker; its key counts.
    } catch (UnsupportedOperationException e) {
      // Without links the folder's lock alone keeps two from making it at once.
      Files.move(draft, file);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  void replace(String text) throws IOException {
    Path draft = draft(text);
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      flushFolder();
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private Path draft(String text) throws IOException {
    Path folder = Objects.requireNonNull(file.getParent());
    Files.createDirectories(folder);
    byte[] number = new byte[8];
    random.nextBytes(number);
    Path draft = folder.resolve(file.getFileName() + "." + HexFormat.of().formatHex(number));
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (FileChannel out =
        FileChannel.open(
            draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
      ByteBuffer buffer = StandardCharsets.UTF_8.encode(text);
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      out.force(true);
    }
    if (!Files.readString(draft).equals(text)) {
      Files.deleteIfExists(draft);
      throw new IOException("what was written to " + draft + " does not read back");
    }
    return draft;
  }

  private void flushFolder() throws IOException {
    try (FileChannel folder = FileChannel.open(Objects.requireNonNull(file.getParent()))) {
      folder.force(true);
    }
  }
}
