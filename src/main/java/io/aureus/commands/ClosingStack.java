package io.aureus.commands;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What a command started, closed in the opposite order when the process is told to end. */
final class ClosingStack {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private boolean closed;

  /**
   * Runs a command's start; what it added is closed where it fails, and else with the process, on
   * Ctrl-C and on {@code kill}.
   *
   * @return the exit code of a command that has started
   */
  static int start(Consumer<ClosingStack> start) {
    ClosingStack parts = new ClosingStack();
    Runtime.getRuntime().addShutdownHook(new Thread(parts::close, "closing"));
    try {
      start.accept(parts);
      return Commands.WELL;
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  synchronized <T extends AutoCloseable> T add(T part) {
    if (closed) {
      throw new IllegalStateException("closing already");
    }
    open.push(part);
    return part;
  }

  synchronized void close() {
    closed = true;
    while (!open.isEmpty()) {
      AutoCloseable part = open.pop();
      try {
        part.close();
      } catch (Exception e) {
        System.err.println("could not close " + part.getClass().getSimpleName() + ": " + e);
      }
    }
  }
}
