package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.backup.Backups;
import io.aureus.backup.Restore;
import io.aureus.database.Migrations;
import io.aureus.database.RestoreLock;
import io.aureus.database.StartRefused;
import io.aureus.keys.MasterKeys;
import io.aureus.keys.OpenedKey;
import io.aureus.keys.Passphrase;
import io.aureus.keys.RestoredKeys;
import io.aureus.keys.SealedDatabases;
import io.aureus.money.CatalogueFile;
import io.aureus.testing.TestDatabase;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.StandardEnvironment;

/** What a restore makes of the keys of a back-up, under the settings of another machine. */
class SettledRestoreTest {
  private static final Passphrase WORDS = new Passphrase("correct horse battery staple");
  private static final String NETWORK = "aureus.chains.btc.network";
  private static final String NODE = "aureus.chains.btc.rpc";
  private static final String FORM = "aureus.keys.addresses.bitcoin";
  private static final String SIGNER = "aureus.keys.signer";

  @TempDir Path folder;
  private final TestDatabase old = TestDatabase.fresh();
  private final TestDatabase fresh = TestDatabase.empty();

  @AfterEach
  void forget() {
    System.clearProperty(NETWORK);
    System.clearProperty(NODE);
    System.clearProperty(FORM);
    System.clearProperty(SIGNER);
  }

  @Test
  void anotherFormOfAddressIsRefusedAndTheRestoreBeginsAnewWithTheRightOne() {
    System.setProperty(NETWORK, "testnet");
    System.setProperty(NODE, "http://127.0.0.1:9");
    OpenedKey key = key();
    SealedDatabases.seal(old, key);
    store(key);
    Restore restore = backedUp("live", key);
    System.setProperty(FORM, "bip86");
    try (RestoreLock lock = RestoreLock.take(fresh.dataSource())) {
      restore.load(lock, folder);
      assertThatThrownBy(
              () -> restore.finish(lock, jdbc -> RestoreCommand.settle(jdbc, restore, 50)))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("address 0 of bitcoin")
          .hasMessageContaining("AUREUS_KEYS_ADDRESSES_BITCOIN");
    }
    assertThat(Migrations.isUnfinished(fresh.jdbc())).isTrue();
    System.clearProperty(FORM);
    try (RestoreLock lock = RestoreLock.take(fresh.dataSource())) {
      restore.load(lock, folder);
      restore.finish(lock, jdbc -> RestoreCommand.settle(jdbc, restore, 50));
    }
    assertThat(number("select next_index from wallet where family = 'bitcoin'")).isEqualTo(51);
    assertThat(number("select next_index from wallet where family = 'litecoin'")).isEqualTo(50);
    assertThat(number("select count(*) from watched_address where family = 'bitcoin'"))
        .isEqualTo(50);
    assertThat(Migrations.isUnfinished(fresh.jdbc())).isFalse();
  }

  /** It has no wallets; and on the gateway's own machine the gateway's settings may be there. */
  @Test
  void aSignerIsStoppedAndAsksNoOtherOne() {
    OpenedKey key = key();
    SealedDatabases.seal(old, key);
    Restore restore = backedUp("signer", key);
    System.setProperty(SIGNER, "unix:/nowhere/signer.sock");
    try (RestoreLock lock = RestoreLock.take(fresh.dataSource())) {
      restore.load(lock, folder);
      restore.finish(lock, jdbc -> RestoreCommand.settle(jdbc, restore, 50));
    }
    assertThat(number("select count(*) from wallet")).isZero();
    assertThat(number("select count(*) from signing_stop where stopped")).isEqualTo(1);
  }

  @Test
  void theSeedOfABackupIsNotLeftForASignerThatDoesNotHaveIt() {
    OpenedKey key = key();
    SealedDatabases.seal(old, key);
    Restore restore = backedUp("live", key);
    System.setProperty(SIGNER, "unix:/nowhere/signer.sock");
    try (RestoreLock lock = RestoreLock.take(fresh.dataSource())) {
      restore.load(lock, folder);
      assertThatThrownBy(
              () -> restore.finish(lock, jdbc -> RestoreCommand.settle(jdbc, restore, 50)))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("holds a seed of its own");
    }
  }

  /** The wallet may have taken it on the old machine, and another invoice would be paid again. */
  @Test
  void whatAWalletCouldTakeByItselfWaitsForTheShop() {
    OpenedKey key = key();
    SealedDatabases.seal(old, key);
    addRefundLink("01", "null");
    addRefundLink("02", "now()");
    Restore restore = backedUp("signer", key);
    try (RestoreLock lock = RestoreLock.take(fresh.dataSource())) {
      restore.load(lock, folder);
      restore.finish(lock, jdbc -> RestoreCommand.settle(jdbc, restore, 50));
    }
    String open = "select count(*) from refund_link where closed_at is null and expires_at > now()";
    assertThat(number(open)).as("an address may still be given").isEqualTo(1);
    assertThat(number(open + " and claim_hash is not null")).isZero();
    assertThat(number("select count(*) from refund_link where claim_hash is not null"))
        .as("what was taken before is known")
        .isEqualTo(1);
  }

  private void addRefundLink(String name, String closed) {
    old.jdbc()
        .sql(
            """
            insert into orders values (?, 'm', 'ORDER', 'CHOOSING', 100, 'USD', false, null, null,
              null, null, false, 'AURPAY', 'API', null, null, 1, '', 80, 50, false, null,
              now(), now(), now(), 1)
            """)
        .param(name)
        .update();
    old.jdbc()
        .sql(
            """
            insert into refund_link values (decode(?, 'hex'), ?, 'BTC-LN', now(),
              now() + interval '30 days', %s, null, decode(?, 'hex'), 1000, 'token:1')
            """
                .formatted(closed))
        .params(name, name, name)
        .update();
  }

  private OpenedKey key() {
    MasterKeys keys =
        new MasterKeys(
            new StandardEnvironment(), folder.resolve("key"), words -> null, new SecureRandom());
    keys.change(Optional.empty());
    return keys.open().orElseThrow();
  }

  /** The first address of the account, as the old machine made it. */
  private void store(OpenedKey key) {
    String address =
        new RestoredKeys(old.jdbc(), new StandardEnvironment())
            .derivation(
                key.bytes(),
                CatalogueFile.read(Map.of("BTC", new CatalogueFile.Choice("testnet", 0, Map.of()))),
                Clock.systemUTC(),
                new SecureRandom())
            .addresses("bitcoin", 0, 1)
            .getFirst();
    old.jdbc().sql("insert into wallet values ('bitcoin', 1)").update();
    old.jdbc()
        .sql("insert into address_block values ('bitcoin', 0, 1, true, false, null, null)")
        .update();
    old.jdbc()
        .sql(
            """
            insert into receiving_address (family, derivation_index, block, address)
            values ('bitcoin', 0, 0, ?)
            """)
        .param(address)
        .update();
  }

  private Restore backedUp(String mode, OpenedKey key) {
    Path file = folder.resolve("one.backup");
    new Backups(new SecureRandom())
        .write(
            file, WORDS, old.dataSource(), new Backups.Surroundings(mode, key, Map.of(), Map.of()));
    return Restore.of(file, WORDS);
  }

  private long number(String sql) {
    return fresh.jdbc().sql(sql).query(Long.class).single();
  }
}
