package io.aureus.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path parent;

  @Test
  void refusesAFolderThatHoldsSomebodyElsesFiles() throws Exception {
    Files.writeString(parent.resolve("letter.txt"), "dear");
    assertThatThrownBy(() -> DataFolder.at(parent))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("not ours");
    assertThat(DataFolder.existing(parent)).isEmpty();
  }

  @Test
  void refusesAFileInPlaceOfAFolder() throws Exception {
    Path file = Files.writeString(parent.resolve("data"), "");
    assertThatThrownBy(() -> DataFolder.at(file)).hasMessageContaining("is not a folder");
  }

  @Test
  void aSecondInstanceIsRefusedWithTheFirstOnesProcessAndAddress() {
    DataFolder folder = DataFolder.at(parent.resolve("data"));
    try (FolderLock lock = FolderLock.take(folder)) {
      lock.describe("http://127.0.0.1:8080");
      assertThatThrownBy(() -> FolderLock.take(folder))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("http://127.0.0.1:8080");
      assertThat(FolderLock.isHeld(folder)).isTrue();
    }
    assertThat(FolderLock.isHeld(folder)).isFalse();
    FolderLock.take(folder).close();
  }

  @Test
  void erasesItsContentsButStaysOurs() throws Exception {
    DataFolder folder = DataFolder.at(parent.resolve("data"));
    try (FolderLock lock = FolderLock.take(folder)) {
      Files.createDirectories(folder.file("postgres").resolve("base"));
      Files.writeString(folder.file("postgres").resolve("base/1"), "row");
      // A link is removed, what it leads to is not.
      Path outside = Files.writeString(parent.resolve("outside"), "stays");
      Files.createSymbolicLink(folder.file("link"), outside);
      folder.erase();
      lock.describe("");
      assertThat(folder.file("postgres")).doesNotExist();
      assertThat(folder.file("link")).doesNotExist();
      assertThat(outside).exists();
    }
    assertThat(DataFolder.existing(folder.path())).isPresent();
  }

  /** As two gateways of one folder that start at the same moment. */
  @Test
  void programsThatWriteOneFileAtTheSameMomentTakeTurns() throws Exception {
    DataFolder folder = DataFolder.at(parent.resolve("data"));
    List<Process> writers = new ArrayList<>();
    for (String letter : List.of("a", "b")) {
      writers.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  FolderWriter.class.getName(),
                  folder.path().toString(),
                  "200",
                  letter)
              .redirectErrorStream(true)
              .start());
    }
    List<Future<?>> ours = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      String[] here = {folder.path().toString(), "50", "c"};
      for (int i = 0; i < 4; i++) {
        ours.add(threads.submit(() -> FolderWriter.main(here)));
      }
    }
    for (Future<?> one : ours) {
      one.get();
    }
    for (Process writer : writers) {
      String said = new String(writer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(writer.waitFor()).as(said).isZero();
    }
    assertThat(folder.read(FolderWriter.FILE).orElseThrow()).matches("a{1000}|b{1000}|c{1000}");
    assertThat(folder.file(FolderWriter.FILE + ".new")).doesNotExist();
  }

  @Test
  void secretsAreForTheirOwnerOnly() throws Exception {
    DataFolder folder = DataFolder.at(parent.resolve("data"));
    folder.writePrivately("secret", "one");
    folder.writePrivately("secret", "two");
    assertThat(folder.read("secret")).contains("two");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.file("secret"))))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
        .isEqualTo("rwx------");
  }
}
