package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BackupSettingsTest {
  @Test
  void aBackupTellsTheSettingsByWhichAddressesAreMadeAndNoSecret() {
    Map<String, String> told =
        BackupCommand.settings(
            Map.of(
                "AUREUS_KEYS_ADDRESSES_BITCOIN", "bip86",
                "AUREUS_KEYS_SIGNER", "unix:/run/signer.sock",
                "AUREUS_CHAINS_BTC_NETWORK", "testnet",
                "AUREUS_CHAINS_BTC_RPC", "http://user:secret@node",
                "AUREUS_KEYS_MASTER_KEY", "secret",
                "AUREUS_KEYS_PASSPHRASE", "secret",
                "AUREUS_BACKUP_PASSPHRASE", "secret",
                "AUREUS_DATABASE_URL", "postgres://a:secret@db/a",
                "HOME", "/root"));
    assertThat(told)
        .containsOnlyKeys(
            "AUREUS_KEYS_ADDRESSES_BITCOIN", "AUREUS_KEYS_SIGNER", "AUREUS_CHAINS_BTC_NETWORK");
  }
}
