package io.aureus.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** The 32 bytes of the master key as text. They never appear in a message. */
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

  /** As {@link #parse} reads it. */
  static String plain(byte[] key) {
    return Base64.getEncoder().encodeToString(key) + "\n";
  }

  /**
   * What the file says, plain or sealed; empty where there is no file.
   *
   * @throws IllegalStateException where others may read it
   */
  static Optional<String> text(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      refuseIfOthersMayRead(file, "master key");
      byte[] bytes = Files.readAllBytes(file);
      return Optional.of(
          bytes.length == LENGTH ? plain(bytes) : new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the master key file " + file + ": " + e, e);
    }
  }

  /**
   * @param what the file holds, in words
   * @throws IllegalStateException where anybody on this machine may read or change it
   */
  static void refuseIfOthersMayRead(Path file, String what) throws IOException {
    if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (permissions.contains(PosixFilePermission.OTHERS_READ)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IllegalStateException(
          "the %s file %s may be read or changed by anyone on this machine (%s); "
                  .formatted(what, file, PosixFilePermissions.toString(permissions))
              + "close it with: chmod 600 "
              + file);
    }
  }
}
