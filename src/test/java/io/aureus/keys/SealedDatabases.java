package io.aureus.keys;

import io.aureus.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** Databases that a master key was proved on, for tests of other rooms. */
public final class SealedDatabases {
  private static final String CHECK = "key-check";

  private SealedDatabases() {}

  /** As the first start does, with a seed. */
  public static void seal(TestDatabase database, OpenedKey key) {
    SecureRandom random = new SecureRandom();
    SecretBox box = new AesGcmBox(key.bytes(), random);
    KeyRows rows = new KeyRows(database.jdbc());
    rows.insertCheck(box.seal(CHECK.getBytes(StandardCharsets.UTF_8), CHECK), Instant.EPOCH);
    new SeedKeeper(rows, box, Curve.best(), Clock.systemUTC(), random, Map.of()).createIfAbsent();
  }
}
