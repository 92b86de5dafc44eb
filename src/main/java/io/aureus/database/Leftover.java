package io.aureus.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL that outlived the program that started it ({@code kill -9}), known by its {@code
 * postmaster.pid}. The caller holds the folder's lock, so nobody of ours uses that server.
 */
final class Leftover {
  private static final String PID_FILE = "postmaster.pid";

  private Leftover() {}

  /** Stops what is left over, cleanly; removes a pid file whose process is gone or another's. */
  static void stop(PostgresPrograms programs, Path data) {
    Path file = data.resolve(PID_FILE);
    Optional<List<String>> lines = lines(data);
    if (lines.isEmpty()) {
      return;
    }
    long pid = number(lines.get(), 0);
    if (isServerOf(pid, data)) {
      PostgresPrograms.Said said =
          programs.run(
              "pg_ctl", List.of("stop", "-D", data.toString(), "-m", "fast", "-w", "-t", "120"));
      if (!said.isWell()) {
        throw new StartRefused(
            "the PostgreSQL that a killed instance left over (process %d) does not stop: %s"
                .formatted(pid, said.words()));
      }
      return;
    }
    try {
      // The number belongs to nobody, or to a process that has nothing to do with this folder:
      // PostgreSQL itself would take that one for a running server and refuse to start.
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new StartRefused("cannot remove the stale " + file + ": " + e);
    }
  }

  /** The port of the server that runs on {@code data}, where one does. */
  static Optional<Integer> runningPort(Path data) {
    return lines(data)
        .filter(lines -> lines.size() > 3 && isServerOf(number(lines, 0), data))
        .map(lines -> (int) number(lines, 3));
  }

  private static boolean isServerOf(long pid, Path data) {
    Optional<ProcessHandle> process = pid > 1 ? ProcessHandle.of(pid) : Optional.empty();
    if (process.isEmpty()) {
      return false;
    }
    String line = commandLine(pid, process.get());
    return line.contains("postgres") && line.contains(data.toString());
  }

  private static String commandLine(long pid, ProcessHandle process) {
    Path told = Path.of("/proc", Long.toString(pid), "cmdline");
    try {
      if (Files.exists(told)) {
        return Files.readString(told, StandardCharsets.ISO_8859_1).replace('\0', ' ');
      }
    } catch (IOException e) {
      // It ended meanwhile, or is another user's: then it is not ours.
      return "";
    }
    return process.info().commandLine().orElse("");
  }

  private static Optional<List<String>> lines(Path data) {
    Path file = data.resolve(PID_FILE);
    try {
      return Files.exists(file) ? Optional.of(Files.readAllLines(file)) : Optional.empty();
    } catch (IOException e) {
      throw new StartRefused("cannot read " + file + ": " + e);
    }
  }

  private static long number(List<String> lines, int at) {
    try {
      return at < lines.size() ? Long.parseLong(lines.get(at).strip()) : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
