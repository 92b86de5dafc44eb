package io.aureus.chains.nodes;

import io.aureus.chains.BlockHeader;
import io.aureus.chains.nodes.NodeFailure.Kind;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * One node of one chain, and how it has behaved. After a failure it is left alone for a growing
 * while; no other node and no other chain is touched by that.
 */
public abstract class ChainNode {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Clock clock;
  private final String label;
  private boolean verified;
  private int failures;
  private Instant notBefore = Instant.MIN;
  private long head;
  private String words = "has not been asked yet";
  private boolean well;

  /** Whether it has answered no question since one was lost: its head alone is no question. */
  private boolean silent;

  /**
   * @param label what people may read of its address
   */
  protected ChainNode(String label, Clock clock) {
    this.label = label;
    this.clock = clock;
  }

  /** Its newest block, asked for with a short wait; only from a node of the right network. */
  protected abstract BlockHeader askLatest() throws NodeFailure;

  /** Its block of this number. */
  public abstract BlockHeader header(long number) throws NodeFailure;

  /**
   * Asks which network it is of.
   *
   * @throws NodeFailure {@code WRONG_CHAIN} where it is another than ours
   */
  protected abstract void askNetwork() throws NodeFailure;

  /** Whether {@link #workAbove} can be asked: only of nodes whose headers we check ourselves. */
  protected boolean knowsWork() {
    return false;
  }

  /** The work that is in its blocks above this number; 0 where it has none. */
  protected BigInteger workAbove(long number) throws NodeFailure {
    return BigInteger.ZERO;
  }

  /** What is still to be said of it though it answers; empty for nothing. */
  protected String lasting() {
    return "";
  }

  public final String label() {
    return label;
  }

  final synchronized boolean isUsable() {
    return !clock.instant().isBefore(notBefore);
  }

  public final synchronized long head() {
    return head;
  }

  /** What is wrong with it; empty where nothing is. */
  final synchronized String words() {
    return words;
  }

  final synchronized boolean isWell() {
    return well;
  }

  /** Notes that what it answers is not to be relied on. */
  public final synchronized void complain(String complaint) {
    words = complaint;
    well = false;
  }

  /** Notes that what it has above this block counts for nothing. */
  final synchronized void outweighed(long agreed, String complaint) {
    complain(complaint);
    head = Math.min(head, agreed);
  }

  /** Notes something worth showing that is no fault. */
  final synchronized void remark(String remark) {
    words = remark;
  }

  /**
   * Leaves it alone for a while that grows with each failure in a row. A node that was well and
   * lost one answer is asked on: among hundreds of questions that is no outage.
   *
   * <p>Only an answer to a question makes good for that: one that tells its head and hangs at all
   * else would be waited for again and again.
   */
  public final synchronized void failed(NodeFailure failure) {
    unreached(failure);
    silent = true;
  }

  /** The same where it did not tell its head. */
  final synchronized void unreached(NodeFailure failure) {
    // What answers here next may be another node: ask again who it is.
    verified = false;
    words = failure.words();
    if (well && !silent && failure.isALostAnswer()) {
      well = false;
      return;
    }
    well = false;
    // Requests that were under way when it failed tell of the same outage once more.
    if (isUsable()) {
      failures = Math.min(failures + 1, 10);
    }
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.max(failures - 1, 0));
    Duration asked = failure.retryAfter();
    if (failure.kind() == Kind.WRONG_CHAIN || pause.compareTo(LONGEST_PAUSE) > 0) {
      pause = LONGEST_PAUSE;
    }
    if (asked != null && asked.compareTo(pause) > 0) {
      pause = asked;
    }
    notBefore = clock.instant().plus(pause);
  }

  /** Notes that it has answered a question. */
  public final synchronized void answered() {
    silent = false;
  }

  final BlockHeader latest() throws NodeFailure {
    verify();
    BlockHeader read = askLatest();
    synchronized (this) {
      head = read.number();
      failures = silent ? failures : 0;
      words = lasting();
      well = words.isEmpty();
    }
    return read;
  }

  /** Asks a node that is not known to be of the right network which one it is of. */
  public final void verify() throws NodeFailure {
    synchronized (this) {
      if (verified) {
        return;
      }
    }
    askNetwork();
    synchronized (this) {
      verified = true;
    }
  }
}
