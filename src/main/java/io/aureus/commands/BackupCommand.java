package io.aureus.commands;

import io.aureus.backup.BackupPassphrase;
import io.aureus.backup.BackupReport;
import io.aureus.backup.Backups;
import io.aureus.database.DataFolder;
import io.aureus.database.StartRefused;
import io.aureus.keys.OpenedKey;
import io.aureus.keys.Passphrase;
import io.aureus.keys.PassphraseSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.core.env.StandardEnvironment;

/** {@code aureus backup} and {@code aureus verify-backup}. */
final class BackupCommand {
  /** Settings by which a restored installation would be another one; none of them is a secret. */
  private static final Set<String> TOLD =
      Set.of(
          "CHAINS",
          "PAYOUTS",
          "WALLETS",
          "ORDERS",
          "KEYS_POLICY",
          "KEYS_ADDRESSES",
          "KEYS_SIGNER",
          "WEB_BASE_URL");

  int run(List<String> arguments) {
    Options options = Options.read(arguments, Set.of("data"), Set.of());
    Path file = file(options);
    DataFolder folder = FolderDatabase.folder(options);
    OpenedKey key =
        Unlocking.of(folder)
            .orElseThrow(
                () ->
                    new StartRefused(
                        folder.path() + " has no master key yet: there is nothing to back up"));
    Passphrase passphrase = passphrase().chosen();
    ClosingStack parts = new ClosingStack();
    try {
      DataSource database = FolderDatabase.open(folder, parts);
      BackupReport report =
          new Backups(SharedBeans.random())
              .write(
                  file,
                  passphrase,
                  database,
                  new Backups.Surroundings(
                      folder.read("mode").map(String::strip).orElse("live"),
                      key,
                      settings(System.getenv()),
                      files(folder)));
      // After it: a back-up does not hold its own entry.
      CommandDeeds.write(
          database, "back-up written", "backup:" + report.id(), file.getFileName().toString());
      System.out.println("Written to " + file + ", and read back:");
      print(report);
      return Commands.WELL;
    } finally {
      parts.close();
    }
  }

  int verify(List<String> arguments) {
    Options options = Options.read(arguments, Set.of(), Set.of());
    print(new Backups(SharedBeans.random()).check(file(options), passphrase().known()));
    System.out.println("Every part is as it was written.");
    return Commands.WELL;
  }

  static Path file(Options options) {
    if (options.words().size() != 1) {
      throw new Misuse("which file? Name one file, as in: backup aureus-2026-01-31.backup");
    }
    return Path.of(options.words().getFirst());
  }

  static BackupPassphrase passphrase() {
    return new BackupPassphrase(new StandardEnvironment(), PassphraseSource::console);
  }

  static void print(BackupReport report) {
    System.out.printf(
        "  back-up %s of a %s installation%n  made at %s, schema version %s%n",
        report.id(), report.mode(), report.madeAt(), report.version());
    report.newest().forEach((what, words) -> System.out.printf("  newest %s: %s%n", what, words));
    report.rows().forEach((table, rows) -> System.out.printf("  %12d  %s%n", rows, table));
  }

  /** Node addresses hold keys, so they stay out, like everything that is not listed. */
  static Map<String, String> settings(Map<String, String> environment) {
    Map<String, String> settings = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          boolean isTold =
              TOLD.stream().anyMatch(part -> name.startsWith("AUREUS_" + part))
                  && !name.contains("_RPC");
          if (isTold) {
            settings.put(name, value);
          }
        });
    return settings;
  }

  /** A demo's simulated chain and its shop's credentials; live there is nothing but the tables. */
  private static Map<String, Path> files(DataFolder folder) {
    Map<String, Path> files = new TreeMap<>();
    if (StartSettings.isDemo(folder)) {
      try (Stream<Path> all = Files.walk(folder.path(), 2)) {
        all.filter(Files::isRegularFile)
            .filter(file -> isOfDemo(folder.path().relativize(file)))
            .forEach(file -> files.put(folder.path().relativize(file).toString(), file));
      } catch (IOException e) {
        throw new StartRefused("cannot list " + folder.path() + ": " + e);
      }
    }
    return files;
  }

  private static boolean isOfDemo(Path file) {
    return file.toString().equals(DemoAccess.FILE)
        || (file.getNameCount() == 2 && file.getName(0).toString().startsWith(DemoChain.FOLDER));
  }
}
