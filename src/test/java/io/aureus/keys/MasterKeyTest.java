package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {
  private static final KeysSettings DEFAULTS = new KeysSettings("", "", "", "", "", "");
  private static final String HEX = "00112233445566778899aabbccddeeff".repeat(2);
  private static final String BASE64 = "ABEiM0RVZneImaq7zN3u/wARIjNEVWZ3iJmqu8zd7v8=";

  @TempDir Path folder;
  private final TestDatabase database = TestDatabase.fresh();
  private final SplittableRandom random = new SplittableRandom(3);

  @Test
  void makesAKeyForItsOwnerOnlyAtTheFirstStartAndKeepsIt() throws IOException {
    byte[] sealed = open(DEFAULTS).seal(new byte[] {42}, "a");
    Path file = folder.resolve("master.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(open(DEFAULTS).open(sealed, "a")).containsExactly(42);
  }

  @Test
  void refusesToStartWhereTheKeyOfASealedDatabaseIsMissingAndMakesNoNewOne() throws IOException {
    open(DEFAULTS);
    Path file = folder.resolve("master.key");
    Files.delete(file);
    assertThatThrownBy(() -> open(DEFAULTS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the master key is missing")
        .hasMessageContaining(file.toString());
    assertThat(file).doesNotExist();
  }

  @Test
  void refusesToStartWithAnotherKey() throws IOException {
    open(DEFAULTS);
    Files.delete(folder.resolve("master.key"));
    assertThatThrownBy(() -> open(new KeysSettings("", HEX, "", "", "", "")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("aureus.keys.master-key")
        .hasMessageContaining("not the one that this database was sealed with")
        .hasMessageNotContaining(HEX);
  }

  @Test
  void refusesAFileThatAnyoneMayRead() throws IOException {
    open(DEFAULTS);
    Path file = folder.resolve("master.key");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> open(DEFAULTS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void takesTheKeyInHexInBase64FromASettingAndFromAFile() throws IOException {
    byte[] sealed = open(new KeysSettings("", HEX, "", "", "", "")).seal(new byte[] {7}, "a");
    assertThat(open(new KeysSettings("", BASE64, "", "", "", "")).open(sealed, "a"))
        .containsExactly(7);
    Path file = folder.resolve("other.key");
    Files.writeString(file, HEX + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(open(new KeysSettings(file.toString(), "", "", "", "", "")).open(sealed, "a"))
        .containsExactly(7);
    assertThat(folder.resolve("master.key")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"short", "zz112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"})
  void refusesAKeyOfAnotherLengthWithoutRepeatingIt(String key) {
    assertThatThrownBy(() -> open(new KeysSettings("", key, "", "", "", "")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("32 bytes")
        .hasMessageNotContaining(key);
  }

  @Test
  void refusesAFileAndAKeyAtOnce() {
    assertThatThrownBy(() -> new KeysSettings("a", HEX, "", "", "", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not both");
    assertThat(new KeysSettings("", HEX, "", "", "", "").toString()).doesNotContain(HEX);
  }

  private SecretBox open(KeysSettings settings) {
    AdjustableClock clock = new AdjustableClock(Instant.parse("2026-01-01T00:00:00Z"));
    return new OpenedBox(new KeyRows(database.jdbc()), clock, random, database.transactions())
        .open(new MasterKeys(settings, folder, words -> null, random), Optional.empty());
  }
}
