package io.aureus.backup;

import io.aureus.keys.MasterKeys;
import io.aureus.keys.OpenedKey;
import io.aureus.keys.Passphrase;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.env.StandardEnvironment;

/** What a back-up needs beside a database. */
final class Surrounded {
  static final Passphrase WORDS = new Passphrase("correct horse battery staple");
  static final Passphrase OTHER = new Passphrase("correct horse battery stable");

  private Surrounded() {}

  /** The master key of a folder, made where there is none. */
  static OpenedKey key(Path folder) {
    MasterKeys keys =
        new MasterKeys(new StandardEnvironment(), folder, words -> null, new SecureRandom());
    if (keys.open().isEmpty()) {
      keys.change(Optional.empty());
    }
    return keys.open().orElseThrow();
  }

  static Backups.Surroundings live(Path folder) {
    return new Backups.Surroundings(
        "live", key(folder), Map.of("AUREUS_CHAINS_ETH_NETWORK", "sepolia"), Map.of());
  }
}
