package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.Settlements;
import io.aureus.chains.nodes.NodeFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Waits for what a node is paid next; the stop of the program need not wait with it. */
final class NewsWait {
  private final Settlements node;
  private @Nullable Thread waiting;
  private boolean isStopped;

  NewsWait(Settlements node) {
    this.node = node;
  }

  /** As {@link Settlements#after}; after a stop there is nothing new. */
  Settlements.Page after(String place) throws NodeFailure {
    if (!begins()) {
      return new Settlements.Page(List.of(), place, false);
    }
    try {
      return node.after(place);
    } finally {
      ends();
    }
  }

  private synchronized boolean begins() {
    waiting = isStopped ? null : Thread.currentThread();
    return !isStopped;
  }

  private synchronized void ends() {
    waiting = null;
    if (isStopped) {
      // What was read nevertheless is to be written undisturbed.
      Thread.interrupted();
    }
  }

  synchronized void stop() {
    isStopped = true;
    if (waiting != null) {
      waiting.interrupt();
    }
  }

  synchronized boolean isStopped() {
    return isStopped;
  }
}
