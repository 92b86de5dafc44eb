package io.aureus.chains.nodes;

import io.aureus.chains.nodes.NodeFailure.Kind;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Lets a node that somebody else names give one long answer: our memory has room for one at a time
 * over all of them, from when it grows long until it was read. Nodes of the operator's ask nothing
 * of this.
 */
public final class LongAnswers {
  /** What is not allowed to be long. */
  static final int SHORT = 64_000;

  private static final Semaphore PLACE = new Semaphore(1, true);
  private static final ScopedValue<LongAnswers> NOW = ScopedValue.newInstance();

  private boolean isHeld;
  private boolean isOver;

  private LongAnswers() {}

  /** Asks a question, and reads its answer. */
  public interface Asking<T> {
    T ask() throws NodeFailure;
  }

  /** Within it an answer may be long; what it returns should not be. */
  public static <T> T allowed(Asking<T> asking) throws NodeFailure {
    LongAnswers one = new LongAnswers();
    try {
      return ScopedValue.where(NOW, one).call(asking::ask);
    } finally {
      one.end();
    }
  }

  /** What is let in this thread now; null for nothing. */
  static @Nullable LongAnswers now() {
    return NOW.isBound() ? NOW.get() : null;
  }

  /** Waits for the place, until the thread is interrupted; by one thread at a time. */
  void take() throws NodeFailure {
    if (isHeld()) {
      return;
    }
    try {
      PLACE.acquire();
    } catch (InterruptedException e) {
      throw BoundedHttp.interrupted();
    }
    if (!hold()) {
      PLACE.release();
      throw new NodeFailure(Kind.TIMEOUT, "was not waited for any longer");
    }
  }

  private synchronized boolean isHeld() {
    return isHeld;
  }

  /** Whether anybody still waits for the answer. */
  private synchronized boolean hold() {
    isHeld = !isOver;
    return isHeld;
  }

  /** Whoever waits still gets no place any more. */
  private synchronized void end() {
    isOver = true;
    if (isHeld) {
      PLACE.release();
    }
  }
}
