package io.aureus.database;

import java.nio.file.Path;

/** A process that writes one file of a data folder again and again. */
final class FolderWriter {
  static final String FILE = "shared";

  private FolderWriter() {}

  public static void main(String[] arguments) {
    DataFolder folder = DataFolder.existing(Path.of(arguments[0])).orElseThrow();
    int times = Integer.parseInt(arguments[1]);
    for (int i = 0; i < times; i++) {
      folder.writePrivately(FILE, arguments[2].repeat(1000));
    }
  }
}
