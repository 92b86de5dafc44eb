package io.aureus.backup;

import io.aureus.keys.KeyStretch;
import io.aureus.keys.Passphrase;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The key of a back-up from its passphrase: worked out once for each salt, since it takes long. */
final class BackupKey {
  private final Passphrase passphrase;
  private final Map<KeyStretch, byte[]> known = new ConcurrentHashMap<>();

  BackupKey(Passphrase passphrase) {
    this.passphrase = passphrase;
  }

  byte[] of(KeyStretch stretch) {
    return known.computeIfAbsent(stretch, one -> one.key(passphrase));
  }
}
