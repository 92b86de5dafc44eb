package io.aureus.keys;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the master key comes from.
 *
 * @param masterKeyFile the file that holds it; empty for {@code master.key} in the data folder
 * @param masterKey the key itself, 32 bytes in hex or Base64; empty to use the file
 * @param seedWordsFile a file with the BIP39 words of a seed to restore at the first start; empty
 *     to make a new one
 * @param signer {@code unix:} and the socket of a signer in another process; empty to hold the keys
 *     here
 * @param passphrase that the key's file is sealed under; empty to look elsewhere
 * @param passphraseFile a file whose first line is the passphrase; empty for none
 */
@ConfigurationProperties("aureus.keys")
record KeysSettings(
    @DefaultValue("") String masterKeyFile,
    @DefaultValue("") String masterKey,
    @DefaultValue("") String seedWordsFile,
    @DefaultValue("") String signer,
    @DefaultValue("") String passphrase,
    @DefaultValue("") String passphraseFile) {
  /** The passphrase's name among systemd's credentials. */
  static final String CREDENTIAL = "aureus-passphrase";

  KeysSettings {
    if (!masterKeyFile.isBlank() && !masterKey.isBlank()) {
      throw new IllegalArgumentException(
          "set either aureus.keys.master-key-file or aureus.keys.master-key, not both");
    }
    if (!passphrase.isEmpty() && !passphraseFile.isBlank()) {
      throw new IllegalArgumentException(
          "set either aureus.keys.passphrase or aureus.keys.passphrase-file, not both");
    }
  }

  /** The file of the master key. */
  Path file(Path dataFolder) {
    return masterKeyFile.isBlank() ? dataFolder.resolve("master.key") : Path.of(masterKeyFile);
  }

  PassphraseSource passphrases(PassphraseSource.Terminal terminal) {
    return new PassphraseSource(passphrase, passphraseFile, CREDENTIAL, terminal);
  }

  @Override
  public String toString() {
    return "KeysSettings[hidden]";
  }
}
