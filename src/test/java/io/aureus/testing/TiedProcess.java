package io.aureus.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of another program that ends with this one, also where this one is killed. */
final class TiedProcess {
  /** Ends the program when its standard input ends, as it does when this process dies. */
  private static final String WATCH =
      "\"$@\" >/dev/null 2>&1 & node=$!; cat >/dev/null; kill $node 2>/dev/null; wait $node";

  private static final long PATIENCE_SECONDS = 60;

  private final Process process;

  private TiedProcess(Process process) {
    this.process = process;
  }

  /** What it says is thrown away. */
  static TiedProcess start(List<String> command) {
    List<String> watched = new ArrayList<>(List.of("/bin/sh", "-c", WATCH, "sh"));
    watched.addAll(command);
    try {
      return new TiedProcess(new ProcessBuilder(watched).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks it to end, and waits. What does not end within a minute is killed. */
  void stop() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
