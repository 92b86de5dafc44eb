package io.aureus.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.database.StartRefused;
import io.aureus.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupsTest {
  @TempDir Path folder;
  private final TestDatabase database = TestDatabase.fresh();
  private final Backups backups = new Backups(new SecureRandom());

  @Test
  void holdsEveryTableOfTheSchemaAndSaysWhatItHolds() {
    post("a", 3);
    BackupReport written = write(folder.resolve("one.backup"));
    BackupReport read = backups.check(folder.resolve("one.backup"), Surrounded.WORDS);
    assertThat(read).isEqualTo(written);
    Set<String> tables =
        new HashSet<>(
            database
                .jdbc()
                .sql(
                    """
                    select table_name from information_schema.tables
                    where table_schema = 'public' and table_type = 'BASE TABLE'
                      and table_name <> 'flyway_schema_history'
                      and table_name !~ '^used_signature_'
                    """)
                .query(String.class)
                .list());
    assertThat(read.rows().keySet()).isEqualTo(tables);
    assertThat(read.rows()).containsEntry("journal_entry", 3L).containsEntry("posting", 6L);
    assertThat(read.settings()).containsEntry("AUREUS_CHAINS_ETH_NETWORK", "sepolia");
    assertThat(read.version()).isNotEmpty();
    assertThat(read.mode()).isEqualTo("live");
  }

  @Test
  void isForItsOwnerOnlyShowsNothingAndOverwritesNothing() throws IOException {
    post("secret-reference", 1);
    Path file = folder.resolve("one.backup");
    write(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
        .doesNotContain("secret-reference");
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() -> write(file))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("overwrites nothing");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(folder.resolve("one.backup.part")).doesNotExist();
  }

  @Test
  void writesOverWhatAKilledOneLeft() throws IOException {
    Files.writeString(folder.resolve("one.backup.part"), "x".repeat(1_000_000));
    Files.setPosixFilePermissions(
        folder.resolve("one.backup.part"), PosixFilePermissions.fromString("rw-r--r--"));
    write(folder.resolve("one.backup"));
    backups.check(folder.resolve("one.backup"), Surrounded.WORDS);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("one.backup"))))
        .isEqualTo("rw-------");
  }

  @Test
  void tellsWhatIsWrongWithAFile() throws IOException {
    Path file = folder.resolve("one.backup");
    write(file);
    assertThatThrownBy(() -> backups.check(file, Surrounded.OTHER))
        .hasMessageContaining("the passphrase is not the one of this back-up");
    BackupKey keys = new BackupKey(Surrounded.WORDS);
    byte[] whole = Files.readAllBytes(file);
    Path damaged = folder.resolve("damaged");
    for (int place = 0; place < whole.length; place += Math.max(1, whole.length / 40)) {
      byte[] changed = whole.clone();
      changed[place] ^= 4;
      Files.write(damaged, changed);
      assertThatThrownBy(() -> Backups.check(damaged, keys))
          .as("byte %d", place)
          .isInstanceOf(StartRefused.class);
    }
    Files.write(damaged, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> Backups.check(damaged, keys)).hasMessageContaining("cut off");
    assertThatThrownBy(() -> backups.check(folder.resolve("nothing"), Surrounded.WORDS))
        .hasMessageContaining("there is no file");
  }

  /** The writer moves coins between two accounts: in each snapshot the books are even. */
  @Test
  void isOneSnapshotWhileOthersWrite() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> writer =
          threads.submit(
              () -> {
                int number = 0;
                while (!done.get()) {
                  post("w" + number++ + "-", 1);
                }
                return number;
              });
      for (String name : List.of("a", "b")) {
        BackupReport report = write(folder.resolve(name));
        assertThat(report.rows().getOrDefault("posting", -1L))
            .isEqualTo(2 * report.rows().getOrDefault("journal_entry", 0L));
      }
      done.set(true);
      assertThat(writer.get()).isPositive();
    }
  }

  private BackupReport write(Path file) {
    return backups.write(
        file, Surrounded.WORDS, database.dataSource(), Surrounded.live(folder.resolve("data")));
  }

  private void post(String prefix, int count) {
    for (int i = 0; i < count; i++) {
      Postings.post(database, prefix + i, 100);
    }
  }
}
