package io.aureus.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.database.Migrations;
import io.aureus.database.StartRefused;
import io.aureus.keys.SealedDatabases;
import io.aureus.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DelegatingDataSource;

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
    assertThat(names()).containsExactly("one.backup");
  }

  /** Killed before the file had its name, and after it: then what is left is its second name. */
  @Test
  void whatAKilledOneLeftIsDeletedAndNoBackupThatItWasAnotherNameOf() throws IOException {
    Path half = folder.resolve("one.backup." + UUID.randomUUID() + ".part");
    Files.writeString(half, "x".repeat(1_000_000));
    Path good = folder.resolve("good.backup");
    write(good);
    byte[] before = Files.readAllBytes(good);
    Path secondName = folder.resolve("one.backup." + UUID.randomUUID() + ".part");
    Files.createLink(secondName, good);
    Path another = folder.resolve("one.backup.part");
    Files.createLink(another, good);
    write(folder.resolve("one.backup"));
    backups.check(folder.resolve("one.backup"), Surrounded.WORDS);
    assertThat(half).doesNotExist();
    assertThat(secondName).doesNotExist();
    assertThat(another).exists();
    assertThat(Files.readAllBytes(good)).isEqualTo(before);
  }

  @Test
  void oneThatIsAtWorkIsLeftAlone() throws IOException {
    Path file = folder.resolve("one.backup");
    try (Draft other = Draft.of(file, UUID.randomUUID())) {
      other.stream().write("whole".getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> write(file))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("another back-up writes");
      assertThat(file).doesNotExist();
      other.publish();
    }
    assertThat(Files.readString(file)).isEqualTo("whole");
    assertThat(names()).containsExactly("one.backup");
  }

  @Test
  void aFileThatCameMeanwhileIsNotOverwritten() throws IOException {
    Path file = folder.resolve("one.backup");
    try (Draft draft = Draft.of(file, UUID.randomUUID())) {
      Files.writeString(file, "older");
      assertThatThrownBy(draft::publish)
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("overwrites nothing");
    }
    assertThat(Files.readString(file)).isEqualTo("older");
    assertThat(names()).containsExactly("one.backup");
  }

  @Test
  void oneThatFailsLeavesNothing() throws IOException {
    DataSource broken =
        new DelegatingDataSource(database.dataSource()) {
          @Override
          public Connection getConnection() throws SQLException {
            throw new SQLException("no more connections");
          }
        };
    Backups.Surroundings around = Surrounded.live(folder.resolve("data"));
    assertThatThrownBy(() -> backups.write(folder.resolve("x"), Surrounded.WORDS, broken, around))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("no more connections");
    assertThat(names()).isEmpty();
  }

  @Test
  void anUnfinishedRestoreAndAnEmptyDatabaseAreNotBackedUp() throws IOException {
    Migrations.markUnfinished(database.jdbc());
    assertThatThrownBy(() -> write(folder.resolve("one.backup")))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("a restore into this database did not come to its end");
    Migrations.unmark(database.jdbc());
    database.jdbc().sql("drop schema public cascade").update();
    database.jdbc().sql("create schema public").update();
    assertThatThrownBy(() -> write(folder.resolve("one.backup")))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("nothing to back up");
    assertThat(names()).isEmpty();
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

  @Test
  void aKeyThatDoesNotOpenTheDatabaseIsNotBackedUpWithIt() throws IOException {
    SealedDatabases.seal(database, Surrounded.key(folder.resolve("data")));
    write(folder.resolve("one.backup"));
    Backups.Surroundings another = Surrounded.live(folder.resolve("another"));
    assertThatThrownBy(
            () ->
                backups.write(
                    folder.resolve("two.backup"), Surrounded.WORDS, database.dataSource(), another))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("not the one that this database was sealed with");
    assertThat(names()).containsExactly("one.backup");
  }

  private BackupReport write(Path file) {
    return backups.write(
        file, Surrounded.WORDS, database.dataSource(), Surrounded.live(folder.resolve("data")));
  }

  /** All files that back-ups left. */
  private List<String> names() throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside
          .filter(Files::isRegularFile)
          .map(file -> String.valueOf(file.getFileName()))
          .toList();
    }
  }

  private void post(String prefix, int count) {
    for (int i = 0; i < count; i++) {
      Postings.post(database, prefix + i, 100);
    }
  }
}
