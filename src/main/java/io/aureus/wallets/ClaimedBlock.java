package io.aureus.wallets;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** A block that this node holds, as its pool sees it. */
final class ClaimedBlock {
  private final long first;
  private final int size;
  private final AtomicInteger ready = new AtomicInteger();
  private volatile Instant claimedUntil;
  private volatile Instant lastTaken;

  ClaimedBlock(long first, int size, Instant claimedUntil, Instant now) {
    this.first = first;
    this.size = size;
    this.claimedUntil = claimedUntil;
    this.lastTaken = now;
  }

  long first() {
    return first;
  }

  boolean holds(long index) {
    return index >= first && index < first + size;
  }

  void renewedUntil(Instant until) {
    claimedUntil = until;
  }

  /** Another node holds it now, or may: nothing of it is handed out any more. */
  void lose() {
    claimedUntil = Instant.MIN;
  }

  boolean lastsUntil(Instant instant) {
    return !claimedUntil.isBefore(instant);
  }

  boolean isEmpty() {
    return ready.get() == 0;
  }

  void added() {
    ready.incrementAndGet();
  }

  void taken(Instant now) {
    ready.decrementAndGet();
    lastTaken = now;
  }

  /** True where nothing of it is left here and whatever was taken had its time to be given. */
  boolean isDone(Instant takenBefore) {
    return ready.get() == 0 && lastTaken.isBefore(takenBefore);
  }
}
