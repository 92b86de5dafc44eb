package io.aureus.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The master key of a data folder, for commands: opened before anything else starts, and sealed
 * under a passphrase or unsealed. Every change is one rename of a file that was read back before,
 * so at every moment what opened it before or what opens it after does.
 */
public final class MasterKeys {
  private final KeysSettings settings;
  private final Path file;
  private final PassphraseSource passphrases;
  private final RandomGenerator random;

  /**
   * @param environment the operator's settings
   * @param dataFolder where {@code master.key} lies unless a setting names another file
   * @param terminal asks a person
   */
  public MasterKeys(
      Environment environment,
      Path dataFolder,
      PassphraseSource.Terminal terminal,
      RandomGenerator random) {
    this(
        Binder.get(environment).bindOrCreate("aureus.keys", KeysSettings.class),
        dataFolder,
        terminal,
        random);
  }

  MasterKeys(
      KeysSettings settings,
      Path dataFolder,
      PassphraseSource.Terminal terminal,
      RandomGenerator random) {
    this.settings = settings;
    this.file = settings.file(dataFolder);
    this.passphrases = settings.passphrases(terminal);
    this.random = random;
  }

  /** The file that holds the key, where no setting does. */
  public Path file() {
    return file;
  }

  /**
   * The key; empty where there is none yet.
   *
   * @throws IllegalStateException in words for the operator, where it does not open
   */
  public Optional<OpenedKey> open() {
    if (!settings.masterKey().isBlank()) {
      String where = "aureus.keys.master-key";
      return Optional.of(
          new OpenedKey(
              MasterKey.parse(settings.masterKey(), where), where, OpenedKey.Form.SETTING));
    }
    return MasterKey.text(file).map(this::opened);
  }

  private OpenedKey opened(String text) {
    String where = "the file " + file;
    if (!SealedKey.is(text)) {
      return new OpenedKey(MasterKey.parse(text, where), where, OpenedKey.Form.PLAIN_FILE);
    }
    Passphrase passphrase =
        passphrases
            .find("Passphrase of the master key")
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        where
                            + " is sealed under a passphrase, and there is no terminal to ask for"
                            + " it: give it by AUREUS_KEYS_PASSPHRASE_FILE, by"
                            + " AUREUS_KEYS_PASSPHRASE, or as systemd's credential "
                            + KeysSettings.CREDENTIAL));
    return new OpenedKey(
        SealedKey.open(text, passphrase, where, random), where, OpenedKey.Form.SEALED_FILE);
  }

  /**
   * The key, made now where there is none: sealed where a passphrase is given without asking.
   *
   * @return that of another process, where that one was quicker
   */
  OpenedKey openOrMake() {
    return open()
        .orElseGet(
            () -> {
              byte[] key = new byte[MasterKey.LENGTH];
              random.nextBytes(key);
              make(key, passphrases.given().map(Passphrase::strong));
              return open().orElseThrow();
            });
  }

  /** True where a passphrase is given although the key is not sealed under any. */
  boolean isUnsealedInVain(OpenedKey key) {
    return key.form() == OpenedKey.Form.PLAIN_FILE && passphrases.given().isPresent();
  }

  /**
   * Writes a key's file where there is none; changes nothing where there is one.
   *
   * @param passphrase empty for a plain file
   */
  public void make(byte[] key, Optional<Passphrase> passphrase) {
    try {
      new KeyFile(file, random).create(text(key, passphrase));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the master key file " + file, e);
    }
  }

  /**
   * Seals the key under another passphrase, or writes it plain. Makes a key where there is none.
   *
   * @param passphrase empty for a plain file
   * @throws IllegalStateException where a setting holds the key, or it does not open
   */
  public void change(Optional<Passphrase> passphrase) {
    if (!settings.masterKey().isBlank()) {
      throw new IllegalStateException(
          "aureus.keys.master-key holds the master key: there is no file to change");
    }
    byte[] key =
        open()
            .map(OpenedKey::bytes)
            .orElseGet(
                () -> {
                  byte[] fresh = new byte[MasterKey.LENGTH];
                  random.nextBytes(fresh);
                  return fresh;
                });
    String text = text(key, passphrase);
    passphrase.ifPresent(words -> SealedKey.open(text, words, "what is to be written", random));
    try {
      if (MasterKey.text(file).isEmpty()) {
        new KeyFile(file, random).create(text);
      } else {
        new KeyFile(file, random).replace(text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot change the master key file " + file, e);
    }
  }

  private String text(byte[] key, Optional<Passphrase> passphrase) {
    return passphrase
        .map(words -> SealedKey.seal(key, words, random))
        .orElseGet(() -> MasterKey.plain(key));
  }
}
