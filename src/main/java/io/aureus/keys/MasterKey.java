package io.aureus.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Reads the 32-byte master key, or makes its file. Its bytes never appear in a message. */
final class MasterKey {
  static final int LENGTH = 32;

  private MasterKey() {}

  /**
   * @throws IllegalStateException where the text is neither hex nor Base64 of 32 bytes
   */
  static byte[] parse(String text, String where) {
    String bare = text.strip();
    byte[] key = new byte[0];
    try {
      key =
          bare.length() == 2 * LENGTH
              ? HexFormat.of().parseHex(bare)
              : Base64.getDecoder().decode(bare.replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      // falls through to the one message, which must not quote the text
    }
    if (key.length != LENGTH) {
      throw new IllegalStateException(
          "the master key in %s is not usable: it must be 32 bytes, written as 64 hex digits or 44 "
                  .formatted(where)
              + "characters of Base64");
    }
    return key;
  }

  /**
   * The key in the file; empty where there is no file.
   *
   * @throws IllegalStateException where others may read it or it holds something else
   */
  static Optional<byte[]> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      refuseIfOthersMayRead(file);
      byte[] bytes = Files.readAllBytes(file);
      return Optional.of(
          bytes.length == LENGTH
              ? bytes
              : parse(new String(bytes, StandardCharsets.ISO_8859_1), "the file " + file));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the master key file " + file + ": " + e, e);
    }
  }

  /** Makes the file with a new random key, readable by its owner only, and returns the key. */
  static byte[] create(Path file, RandomGenerator random) {
    byte[] key = new byte[LENGTH];
    random.nextBytes(key);
    byte[] text = (Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.UTF_8);
    Path folder = file.toAbsolutePath().getParent();
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
      // Written whole and flushed under another name first: a kill leaves no half key behind.
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(draft);
      var ownerOnly =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      try (FileChannel out =
          FileChannel.open(
              draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
        ByteBuffer buffer = ByteBuffer.wrap(text);
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
        out.force(true);
      }
      Files.move(draft, file);
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the master key file " + file, e);
    }
  }

  private static void refuseIfOthersMayRead(Path file) throws IOException {
    if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (permissions.contains(PosixFilePermission.OTHERS_READ)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IllegalStateException(
          "the master key file %s may be read or changed by anyone on this machine (%s); "
                  .formatted(file, PosixFilePermissions.toString(permissions))
              + "close it with: chmod 600 "
              + file);
    }
  }
}
