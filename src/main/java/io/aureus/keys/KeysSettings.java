package io.aureus.keys;

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
 */
@ConfigurationProperties("aureus.keys")
record KeysSettings(
    @DefaultValue("") String masterKeyFile,
    @DefaultValue("") String masterKey,
    @DefaultValue("") String seedWordsFile,
    @DefaultValue("") String signer) {
  KeysSettings {
    if (!masterKeyFile.isBlank() && !masterKey.isBlank()) {
      throw new IllegalArgumentException(
          "set either aureus.keys.master-key-file or aureus.keys.master-key, not both");
    }
  }

  @Override
  public String toString() {
    return "KeysSettings[hidden]";
  }
}
