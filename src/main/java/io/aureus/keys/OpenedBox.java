package io.aureus.keys;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Finds the master key at start-up and proves that it is the one this database was sealed with. */
final class OpenedBox {
  private static final String CHECK = "key-check";

  private final KeyRows rows;
  private final Clock clock;
  private final RandomGenerator random;

  OpenedBox(KeyRows rows, Clock clock, RandomGenerator random) {
    this.rows = rows;
    this.clock = clock;
    this.random = random;
  }

  /**
   * @param dataFolder where {@code master.key} lies unless a setting names another file
   * @throws IllegalStateException in words for the operator, where the key is lost, another one, or
   *     open to others
   */
  SecretBox open(KeysSettings settings, Path dataFolder) {
    Path file =
        settings.masterKeyFile().isBlank()
            ? dataFolder.resolve("master.key")
            : Path.of(settings.masterKeyFile());
    boolean given = !settings.masterKey().isBlank();
    String where = given ? "aureus.keys.master-key" : "the file " + file;
    Optional<byte[]> key =
        given ? Optional.of(MasterKey.parse(settings.masterKey(), where)) : MasterKey.read(file);
    if (key.isEmpty() && rows.check().isPresent()) {
      throw new IllegalStateException(
          "the master key is missing: "
              + where
              + " does not exist, but this database holds secrets that only that key opens. Put the"
              + " key back from your back-up (or copy it from the other node), or name it in"
              + " aureus.keys.master-key-file. No new key was made.");
    }
    SecretBox box = new AesGcmBox(key.orElseGet(() -> MasterKey.create(file, random)), random);
    prove(box, where);
    return box;
  }

  private void prove(SecretBox box, String where) {
    Optional<byte[]> stored = rows.check();
    if (stored.isEmpty()) {
      rows.insertCheck(box.seal(CHECK.getBytes(StandardCharsets.UTF_8), CHECK), clock.instant());
      stored = rows.check();
    }
    try {
      box.open(stored.orElseThrow(), CHECK);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          "the master key in "
              + where
              + " is not the one that this database was sealed with. Put the right key back; nothing"
              + " was changed.",
          e);
    }
  }
}
