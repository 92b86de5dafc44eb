package io.aureus.keys;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds the master key at start-up and proves that it is the one this database was sealed with. */
final class OpenedBox {
  private static final Logger LOG = LoggerFactory.getLogger(OpenedBox.class);
  private static final String CHECK = "key-check";

  private final KeyRows rows;
  private final Clock clock;
  private final RandomGenerator random;
  private final TransactionTemplate transactions;

  OpenedBox(KeyRows rows, Clock clock, RandomGenerator random, TransactionTemplate transactions) {
    this.rows = rows;
    this.clock = clock;
    this.random = random;
    this.transactions = transactions;
  }

  /**
   * @param opened what was opened before the database was; empty to look for the key now
   * @throws IllegalStateException in words for the operator, where the key is lost, another one, or
   *     open to others
   */
  SecretBox open(MasterKeys keys, Optional<OpenedKey> opened) {
    // A person may take his time: nothing is held meanwhile.
    Optional<OpenedKey> found = opened.or(keys::open);
    OpenedKey key = found.isPresent() ? proved(found.get()) : first(keys);
    if (keys.isUnsealedInVain(key)) {
      LOG.warn(
          "a passphrase is given, but the master key in {} is not sealed under it: seal it with"
              + " ./aureus keys passphrase",
          key.where());
    }
    return new AesGcmBox(key.bytes(), random);
  }

  /**
   * Of several that start at the same moment on one database the first makes the key, and the
   * others wait for it: then they read it, or say that it is missing in their own folder.
   */
  private OpenedKey first(MasterKeys keys) {
    OpenedKey made =
        transactions.execute(
            status -> {
              rows.lock();
              if (rows.check().isPresent() && keys.open().isEmpty()) {
                throw missing(keys);
              }
              OpenedKey key = keys.openOrMake();
              prove(new AesGcmBox(key.bytes(), random), key.where());
              return key;
            });
    return made == null ? keys.openOrMake() : made;
  }

  private OpenedKey proved(OpenedKey key) {
    prove(new AesGcmBox(key.bytes(), random), key.where());
    return key;
  }

  /** False where another key sealed the database; true also where none did yet. */
  static boolean isOf(KeyRows rows, SecretBox box) {
    try {
      rows.check().ifPresent(stored -> box.open(stored, CHECK));
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static IllegalStateException missing(MasterKeys keys) {
    return new IllegalStateException(
        "the master key is missing: the file %s does not exist, but this database holds secrets"
                .formatted(keys.file())
            + " that only that key opens. Put the key back from your back-up (or copy it from the"
            + " other node), or name it in aureus.keys.master-key-file. No new key was made.");
  }

  private void prove(SecretBox box, String where) {
    if (rows.check().isEmpty()) {
      rows.insertCheck(box.seal(CHECK.getBytes(StandardCharsets.UTF_8), CHECK), clock.instant());
    }
    if (!isOf(rows, box)) {
      throw new IllegalStateException(
          "the master key in "
              + where
              + " is not the one that this database was sealed with. Put the right key back;"
              + " nothing was changed.");
    }
  }
}
