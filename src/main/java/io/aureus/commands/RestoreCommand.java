package io.aureus.commands;

import io.aureus.backup.BackupReport;
import io.aureus.backup.Restore;
import io.aureus.callbacks.RestoredDeliveries;
import io.aureus.chains.ChainsSettings;
import io.aureus.chains.Watchlist;
import io.aureus.database.DataFolder;
import io.aureus.database.EmbeddedServer;
import io.aureus.database.FolderLock;
import io.aureus.database.RestoreLock;
import io.aureus.database.StartRefused;
import io.aureus.keys.Derivation;
import io.aureus.keys.MasterKeys;
import io.aureus.keys.OpenedKey;
import io.aureus.keys.Passphrase;
import io.aureus.keys.RestoredKeys;
import io.aureus.ledger.RestoredJournal;
import io.aureus.money.Catalogue;
import io.aureus.money.CatalogueFile;
import io.aureus.payouts.RestoredPayouts;
import io.aureus.wallets.RestoredWallets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@code aureus restore}: a whole installation from one file, on an empty folder and database. What
 * the old machine did after the back-up is unknown, and must not cost money.
 */
final class RestoreCommand {
  /** Twice what is prepared ahead at the busiest, and more than most shops sell in a week. */
  private static final int SKIPPED = 10_000;

  private static final int SKIPPED_MOST = 1_000_000;

  /** A common wallet program looks 20 unused addresses ahead. */
  private static final int OWN_SKIPPED = 20;

  /** The mode of an installation that gives no addresses to anybody. */
  private static final String SIGNER = "signer";

  int run(List<String> arguments) {
    Options options = Options.read(arguments, Set.of("data", "skip"), Set.of());
    int skipped = options.number("skip", SKIPPED, 0, SKIPPED_MOST);
    Passphrase passphrase = BackupCommand.passphrase().known();
    Restore restore = Restore.of(BackupCommand.file(options), passphrase);
    tellSettings(restore.report(), System.getenv());
    ClosingStack parts = new ClosingStack();
    try {
      DataFolder folder = DataFolder.toRestore(options.data());
      parts.add(FolderLock.take(folder));
      EmbeddedServer.stopLeftOver(folder);
      folder.beginRestore();
      keepKey(restore, folder, passphrase);
      RestoreLock lock = parts.add(RestoreLock.take(database(folder, parts)));
      if (!restore.isDone(lock.database())) {
        restore.load(lock, folder.path());
        restore.finish(lock, jdbc -> settle(jdbc, restore, skipped));
      }
      StartSettings.claim(folder, restore.report().mode());
      folder.endRestore();
      tell(restore.report(), folder);
      return Commands.WELL;
    } finally {
      parts.close();
    }
  }

  private static void keepKey(Restore restore, DataFolder folder, Passphrase passphrase) {
    MasterKeys keys = Unlocking.keys(folder);
    Optional<OpenedKey> there = Unlocking.orRefuse(keys::open);
    if (there.isEmpty()) {
      keys.make(
          restore.masterKey(), restore.hadPlainKey() ? Optional.empty() : Optional.of(passphrase));
    } else if (!Arrays.equals(there.get().bytes(), restore.masterKey())) {
      throw new StartRefused(
          "aureus.keys.master-key or aureus.keys.master-key-file gives another master key than the"
              + " back-up's: unset it, and the right one is written into the folder");
    }
  }

  private static DataSource database(DataFolder folder, ClosingStack parts) {
    return FolderDatabase.outside()
        .orElseGet(
            () ->
                FolderDatabase.source(
                    parts.add(EmbeddedServer.start(folder, SharedBeans.random())).address()));
  }

  /** What must be done before anything runs on the rows. */
  static void settle(JdbcClient jdbc, Restore restore, int skipped) {
    RestoredJournal.renumber(jdbc);
    RestoredPayouts.hold(jdbc, restore.report().madeAt(), SharedBeans.clock().instant());
    StandardEnvironment environment = environment(restore.report());
    RestoredKeys keys = new RestoredKeys(jdbc, environment);
    if (!restore.report().mode().equals(SIGNER)) {
      Unlocking.orRefuse(() -> skip(jdbc, restore, keys, environment, skipped));
    }
    keys.stopSigning("restored from a back-up of " + restore.report().madeAt());
    RestoredRows.endClaims(jdbc);
    new RestoredDeliveries(jdbc, SharedBeans.clock(), SharedBeans.random()).giveUpDue();
  }

  private static int skip(
      JdbcClient jdbc,
      Restore restore,
      RestoredKeys keys,
      StandardEnvironment environment,
      int skipped) {
    ChainsSettings chains = Binder.get(environment).bindOrCreate("aureus", ChainsSettings.class);
    Catalogue catalogue = CatalogueFile.read(chains.choices());
    Derivation derivation =
        keys.derivation(restore.masterKey(), catalogue, SharedBeans.clock(), SharedBeans.random());
    RestoredWallets wallets =
        new RestoredWallets(jdbc, derivation, Watchlist.on(jdbc, SharedBeans.clock()));
    wallets.skip(catalogue, skipped);
    wallets.skipOwn(OWN_SKIPPED);
    return skipped;
  }

  /** With the simulated chains where it is a demo; a signer asks no other one. */
  private static StandardEnvironment environment(BackupReport report) {
    StandardEnvironment environment = new StandardEnvironment();
    if (report.mode().equals("demo")) {
      Map<String, Object> simulated = new HashMap<>(DemoChain.settings("http://127.0.0.1:9"));
      simulated.putAll(
          DemoCoins.settings(Map.of("BTC", "http://127.0.0.1:9", "LTC", "http://127.0.0.1:9")));
      simulated.putAll(DemoLightning.settings("http://127.0.0.1:9"));
      environment.getPropertySources().addFirst(new MapPropertySource("demo", simulated));
    } else if (report.mode().equals(SIGNER)) {
      environment
          .getPropertySources()
          .addFirst(new MapPropertySource("signer", Map.of("aureus.keys.signer", "")));
    }
    return environment;
  }

  /** Before anything is done: where the restore is refused, these may be why. */
  private static void tellSettings(BackupReport report, Map<String, String> now) {
    Map<String, String> other = new TreeMap<>(report.settings());
    other.entrySet().removeIf(one -> one.getValue().equals(now.get(one.getKey())));
    if (!other.isEmpty()) {
      System.out.println("Where the back-up was made these were set, and here they are not:");
      other.forEach((name, value) -> System.out.println("  " + name + "=" + value));
    }
  }

  private static void tell(BackupReport report, DataFolder folder) {
    System.out.println("Restored into " + folder.path() + ":");
    BackupCommand.print(report);
    System.out.print(
        """
        The old machine must never run again: both would pay out from the same addresses.
        Signing is stopped. When you have seen on the chain what was paid since then, and have
        released or taken back what is held: ./aureus signing resume, or with a signer of its own
        ./aureus signer --resume (docs/operate/backup.md)
        """);
  }
}
