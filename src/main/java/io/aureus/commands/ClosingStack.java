package io.aureus.commands;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a command started, closed in the opposite order when the process is told to end. */
final class ClosingStack {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private boolean closed;

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

  /** Closes on Ctrl-C and on {@code kill}. */
  void closeWithTheProcess() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "closing"));
  }
}
