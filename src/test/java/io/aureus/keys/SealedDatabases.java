package io.aureus.keys;

import io.aureus.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;

/** Databases that a master key was proved on, for tests of other rooms. */
public final class SealedDatabases {
  private static final String CHECK = "key-check";

  private SealedDatabases() {}

  /** As the first start does. */
  public static void seal(TestDatabase database, OpenedKey key) {
    byte[] sealed =
        new AesGcmBox(key.bytes(), new SecureRandom())
            .seal(CHECK.getBytes(StandardCharsets.UTF_8), CHECK);
    new KeyRows(database.jdbc()).insertCheck(sealed, Instant.EPOCH);
  }
}
