package io.aureus.backup;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the commands for back-ups are told.
 *
 * @param passphrase of the back-ups; empty to look elsewhere
 * @param passphraseFile a file whose first line is the passphrase; empty for none
 */
@ConfigurationProperties("aureus.backup")
record BackupSettings(
    @DefaultValue("") String passphrase, @DefaultValue("") String passphraseFile) {
  @Override
  public String toString() {
    return "BackupSettings[hidden]";
  }
}
