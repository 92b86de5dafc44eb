package io.aureus.sandbox;

import java.util.concurrent.TimeUnit;

/** How the simulated node misbehaves at the moment. It forgets all of it when it is restarted. */
final class Faults {
  /** What happens to a whole HTTP request. */
  enum Kind {
    NONE,
    /** HTTP 500. */
    ERROR,
    /** No answer for a long time. */
    HANG,
    /** HTTP 200 and no JSON. */
    GARBAGE,
    /** HTTP 429 with {@code Retry-After}. */
    RATE_LIMIT,
    /** The connection is closed without an answer, as by a node that has stopped. */
    DOWN
  }

  /** What happens to an offered transaction after it was taken. */
  enum AfterTaking {
    NONE,
    /** The connection is closed without an answer. */
    RESET,
    /** No answer for a long time. */
    HANG,
    /** A JSON-RPC error that says nothing of the transaction. */
    ERROR,
    /** HTTP 502. */
    BAD_GATEWAY,
    /** It arrives a second time, and that is what is answered. */
    TWICE
  }

  private long upAgainNanos;
  private boolean isDown;
  private AfterTaking afterTaking = AfterTaking.NONE;
  private long takings;
  private Kind kind = Kind.NONE;
  private long calls;
  private long lag;
  private long logResults = Long.MAX_VALUE;
  private long logRange = Long.MAX_VALUE;

  synchronized void failNext(Kind next, long count) {
    kind = next;
    calls = count;
  }

  /**
   * From now on nothing is answered.
   *
   * @param seconds for how long; 0: it is answered again
   */
  synchronized void goDown(long seconds) {
    isDown = seconds > 0;
    upAgainNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }

  /** For how many seconds more nothing is answered, rounded up; 0 where it is answered. */
  synchronized long secondsDown() {
    long left = isDown ? upAgainNanos - System.nanoTime() : 0;
    return left <= 0 ? 0 : TimeUnit.NANOSECONDS.toSeconds(left) + 1;
  }

  /** What is to be done to the next request. */
  synchronized Kind take() {
    if (secondsDown() > 0) {
      return Kind.DOWN;
    }
    if (calls <= 0) {
      return Kind.NONE;
    }
    calls--;
    return kind;
  }

  synchronized void failAfterTaking(AfterTaking next, long count) {
    afterTaking = next;
    takings = count;
  }

  /** What is to be done about the transaction that was just taken. */
  synchronized AfterTaking afterTaking() {
    if (takings <= 0) {
      return AfterTaking.NONE;
    }
    takings--;
    return afterTaking;
  }

  /** How many blocks the head that it shows is behind. */
  synchronized long lag() {
    return lag;
  }

  synchronized void setLag(long blocks) {
    lag = blocks;
  }

  synchronized long logResults() {
    return logResults;
  }

  synchronized long logRange() {
    return logRange;
  }

  /** 0 lifts a limit. */
  synchronized void setLogLimits(long results, long range) {
    logResults = results == 0 ? Long.MAX_VALUE : results;
    logRange = range == 0 ? Long.MAX_VALUE : range;
  }
}
