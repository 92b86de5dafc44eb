package io.aureus.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** This same program, to be started once more. */
final class OwnProcess {
  private OwnProcess() {}

  /**
   * Not started yet.
   *
   * @param application its main class
   * @param machine options of the Java machine
   * @param words the command and its arguments
   */
  static ProcessBuilder of(Class<?> application, List<String> machine, List<String> words) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(machine);
    line.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            application.getName()));
    line.addAll(words);
    return new ProcessBuilder(line);
  }
}
