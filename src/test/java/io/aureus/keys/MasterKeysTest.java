package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeysTest {
  private static final Passphrase WORDS = new Passphrase("correct horse battery staple");
  private static final PassphraseSource.Terminal NOBODY = words -> null;

  @TempDir Path folder;
  private final SecureRandom random = new SecureRandom();

  @Test
  void aSealedKeyOpensWithItsPassphraseAloneAndTheFileShowsNothingOfIt() throws IOException {
    keys("").change(Optional.empty());
    byte[] key = keys("").open().orElseThrow().bytes();
    keys("").change(Optional.of(WORDS));
    String text = Files.readString(folder.resolve("master.key"));
    assertThat(text)
        .startsWith("aureus-sealed-key argon2id m=65536,t=3,p=4 ")
        .doesNotContain(MasterKey.plain(key).strip())
        .doesNotContain(WORDS.text());
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("master.key"))))
        .isEqualTo("rw-------");
    OpenedKey opened = keys(WORDS.text()).open().orElseThrow();
    assertThat(opened.bytes()).isEqualTo(key);
    assertThat(opened.form()).isEqualTo(OpenedKey.Form.SEALED_FILE);
    assertThatThrownBy(() -> keys("wrong horse").open())
        .hasMessageContaining("the passphrase is not the one")
        .hasMessageNotContaining("wrong horse");
    assertThatThrownBy(() -> keys("").open())
        .hasMessageContaining("no terminal to ask")
        .hasMessageContaining("AUREUS_KEYS_PASSPHRASE_FILE");
  }

  @Test
  void takesThePassphraseFromAPersonOrAFile() throws IOException {
    keys("").change(Optional.of(WORDS));
    MasterKeys asked = keys(settings("", ""), words -> WORDS.text().toCharArray());
    assertThat(asked.open()).isPresent();
    Path file = folder.resolve("passphrase");
    Files.writeString(file, WORDS.text() + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(keys(settings("", file.toString()), NOBODY).open()).isPresent();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> keys(settings("", file.toString()), NOBODY).open())
        .hasMessageContaining("chmod 600");
    PassphraseSource typing = new PassphraseSource("", "", "", words -> words.toCharArray());
    assertThatThrownBy(() -> typing.chosen("New passphrase")).hasMessageContaining("not the same");
    PassphraseSource brief = new PassphraseSource("", "", "", words -> "short".toCharArray());
    assertThatThrownBy(() -> brief.chosen("New passphrase")).hasMessageContaining("12 characters");
  }

  @Test
  void aDamagedSealedKeyIsTold() throws IOException {
    keys("").change(Optional.of(WORDS));
    Path file = folder.resolve("master.key");
    String text = Files.readString(file);
    for (String damaged :
        List.of(
            text.replace("m=65536", "m=65537"),
            text.replace("m=65536", "m=1"),
            text.substring(0, text.length() / 2),
            "aureus-sealed-key \n",
            text.strip() + "AAAA\n")) {
      Files.writeString(file, damaged);
      assertThatThrownBy(() -> keys(WORDS.text()).open())
          .as(damaged)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void whileItIsChangedThereAndBackTheKeyOpensAtEveryMoment() throws Exception {
    keys("").change(Optional.empty());
    byte[] key = keys("").open().orElseThrow().bytes();
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> reader =
          threads.submit(
              () -> {
                int times = 0;
                while (!done.get() || times == 0) {
                  assertThat(keys(WORDS.text()).open().orElseThrow().bytes()).isEqualTo(key);
                  times++;
                }
                return times;
              });
      keys("").change(Optional.of(WORDS));
      keys(WORDS.text()).change(Optional.empty());
      done.set(true);
      assertThat(reader.get()).isPositive();
    }
    assertThat(names()).containsExactly("master.key");
  }

  @Test
  void aFirstStartWithAPassphraseMakesASealedKey() {
    TestDatabase database = TestDatabase.fresh();
    byte[] sealed = box(database, keys(WORDS.text())).seal(new byte[] {4}, "a");
    assertThat(keys(WORDS.text()).open().orElseThrow().form())
        .isEqualTo(OpenedKey.Form.SEALED_FILE);
    assertThat(box(database, keys(WORDS.text())).open(sealed, "a")).containsExactly(4);
  }

  @Test
  void ofManyThatStartAtOnceOnOneFolderOneMakesTheKey() throws Exception {
    TestDatabase database = TestDatabase.fresh();
    List<SecretBox> boxes = atOnce(12, number -> box(database, keys("")));
    byte[] sealed = boxes.getFirst().seal(new byte[] {9}, "a");
    for (SecretBox box : boxes) {
      assertThat(box.open(sealed, "a")).containsExactly(9);
    }
    assertThat(names()).containsExactly("master.key");
  }

  @Test
  void ofManyThatStartAtOnceOnOneDatabaseOneMakesTheKeyAndTheOthersMakeNone() throws Exception {
    TestDatabase database = TestDatabase.fresh();
    List<String> ends =
        atOnce(
            8,
            number -> {
              try {
                MasterKeys keys =
                    new MasterKeys(
                        settings("", ""), folder.resolve("node" + number), NOBODY, random);
                box(database, keys);
                return "made";
              } catch (IllegalStateException e) {
                return String.valueOf(e.getMessage());
              }
            });
    assertThat(ends).filteredOn("made"::equals).hasSize(1);
    assertThat(ends)
        .filteredOn(end -> !end.equals("made"))
        .allMatch(end -> end.contains("the master key is missing"));
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile)).hasSize(1);
    }
  }

  private interface Act<T> {
    T run(int number) throws Exception;
  }

  private static <T> List<T> atOnce(int count, Act<T> act) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<T>> tasks = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        tasks.add(() -> act.run(number));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> one : threads.invokeAll(tasks)) {
        results.add(one.get());
      }
      return results;
    }
  }

  private SecretBox box(TestDatabase database, MasterKeys keys) {
    return new OpenedBox(
            new KeyRows(database.jdbc()),
            new AdjustableClock(Instant.parse("2026-01-01T00:00:00Z")),
            random,
            database.transactions())
        .open(keys, Optional.empty());
  }

  private MasterKeys keys(String passphrase) {
    return keys(settings(passphrase, ""), NOBODY);
  }

  private MasterKeys keys(KeysSettings settings, PassphraseSource.Terminal terminal) {
    return new MasterKeys(settings, folder, terminal, random);
  }

  private static KeysSettings settings(String passphrase, String file) {
    return new KeysSettings("", "", "", "", passphrase, file);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString()).toList();
    }
  }
}
