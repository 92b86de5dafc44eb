package io.aureus.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Data folders for tests that share one unpacked PostgreSQL: unpacking costs a second each. */
final class Folders {
  private static final Path PROGRAMS = unpacked();

  private Folders() {}

  static DataFolder in(Path parent) throws IOException {
    DataFolder folder = DataFolder.at(parent.resolve("data"));
    Path programs = folder.file(PostgresPrograms.FOLDER);
    if (!Files.exists(programs)) {
      Files.createSymbolicLink(programs, PROGRAMS);
    }
    return folder;
  }

  private static Path unpacked() {
    try {
      Path parent = Files.createTempDirectory("aureus-programs");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> forget(parent)));
      DataFolder folder = DataFolder.at(parent);
      PostgresPrograms.unpackedIn(folder);
      return folder.file(PostgresPrograms.FOLDER);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void forget(Path folder) {
    try {
      DataFolder.deleteTree(folder);
    } catch (IOException e) {
      System.err.println("left behind: " + folder);
    }
  }
}
