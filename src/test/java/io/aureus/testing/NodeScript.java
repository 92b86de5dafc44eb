package io.aureus.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Asks a script of {@code nodes/} for the program that it brings. */
final class NodeScript {
  private NodeScript() {}

  /**
   * The program's path. Where it cannot be had the test is skipped with the reason; with {@code
   * CI=true} it fails instead.
   */
  static String path(String script) {
    return path("true".equals(System.getenv("CI")), script);
  }

  /** The same of one that no build has to have: where it cannot be had the test is skipped. */
  static String pathIfAny(String... script) {
    return path(false, script);
  }

  private static String path(boolean isNeeded, String... script) {
    List<String> command = new ArrayList<>(List.of(script));
    command.set(0, Path.of("nodes", script[0]).toString());
    String words;
    try {
      Process process = new ProcessBuilder(command).start();
      String path = text(process.getInputStream()).strip();
      words = text(process.getErrorStream());
      if (process.waitFor(3, TimeUnit.MINUTES) && process.exitValue() == 0) {
        return path;
      }
    } catch (IOException e) {
      words = String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    if (isNeeded) {
      throw new IllegalStateException(script[0] + " must find its node in CI: " + words);
    }
    return Assumptions.abort("a real node is not to be had: " + words);
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }
}
