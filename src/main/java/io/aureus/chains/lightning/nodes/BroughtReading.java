package io.aureus.chains.lightning.nodes;

import io.aureus.chains.ChainJournal;
import io.aureus.chains.lightning.BroughtNode;
import io.aureus.chains.lightning.ChannelFunds;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.NodeIdentity;
import io.aureus.chains.lightning.NodeLook;
import io.aureus.chains.lightning.NodeTarget;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.jobs.Fence;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one node that a merchant brought, a turn at a time, on a thread of its own. A node that
 * fails is asked ever less often.
 */
final class BroughtReading {
  private static final Logger LOG = LoggerFactory.getLogger(BroughtReading.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofSeconds(15);

  /** After which a turn is broken off, however many questions it has. */
  private static final Duration TURN = Duration.ofSeconds(30);

  private final BroughtNode brought;
  private final LightningNode node;
  private final SettlementObserver observer;
  private final LookRows looks;
  private final ChainJournal.Parts parts;
  private long dueAt = System.nanoTime();
  private long begunAt;
  private int failures;
  private Instant lookedAt = Instant.MIN;
  private @Nullable Thread turning;

  BroughtReading(
      BroughtNode brought,
      String asset,
      LightningNode node,
      LookRows looks,
      ChainJournal.Parts parts) {
    this.brought = brought;
    this.node = node;
    this.looks = looks;
    this.parts = parts;
    ChainJournal journal =
        new ChainJournal(
            brought.journal(),
            new ChainJournal.Depths(LightningFamily.FINAL_AT_ONCE, LightningFamily.KEPT),
            parts);
    this.observer =
        new SettlementObserver(
            new SettlementObserver.Whose(brought.journal(), brought.family(), false),
            asset,
            node,
            journal,
            parts.clock());
  }

  NodeTarget target() {
    return brought.target();
  }

  synchronized long dueAt() {
    return dueAt;
  }

  /** Whether a turn may begin now. */
  synchronized boolean isDue() {
    return turning == null && dueAt - System.nanoTime() <= 0;
  }

  /** Breaks a turn off that takes too long; what was written stays. */
  synchronized void hurry() {
    if (turning != null && System.nanoTime() - begunAt > TURN.toNanos()) {
      turning.interrupt();
    }
  }

  /** The program stops, or the node is not read any more. */
  synchronized void stop() {
    observer.stop();
    if (turning != null) {
      turning.interrupt();
    }
  }

  /**
   * Begins a turn, and returns at once.
   *
   * @param after what follows when it has ended
   */
  synchronized void begin(Fence fence, Runnable after) {
    begunAt = System.nanoTime();
    turning =
        Thread.ofVirtual().name("read-" + brought.journal()).unstarted(() -> turn(fence, after));
    turning.start();
  }

  private void turn(Fence fence, Runnable after) {
    boolean isWell = false;
    try {
      observer.run(fence);
      isWell = observer.isWell();
      look(fence);
    } catch (RuntimeException e) {
      // Whatever a stranger's node says must hold up nobody else's.
      LOG.warn("{} is not read this time: {}", brought.journal(), e.toString());
    } finally {
      ended(isWell);
      after.run();
    }
  }

  private synchronized void ended(boolean isWell) {
    failures = isWell ? 0 : Math.min(failures + 1, 5);
    Duration pause = PAUSE.multipliedBy(1L << failures);
    dueAt = System.nanoTime() + (pause.compareTo(LONGEST) > 0 ? LONGEST : pause).toNanos();
    turning = null;
  }

  private void look(Fence fence) {
    Instant now = parts.clock().instant().truncatedTo(ChronoUnit.MICROS);
    if (!lookedAt.plus(LOOK).isBefore(now) && failures == 0 && observer.isWell()) {
      return;
    }
    lookedAt = now;
    Runnable write = found(now);
    parts
        .transactions()
        .executeWithoutResult(
            status -> {
              fence.hold();
              write.run();
            });
  }

  /** One that answers, and does not let what it is paid be read, is not well. */
  private Runnable found(Instant now) {
    if (!observer.isWell()) {
      return failed(now, observer.trouble());
    }
    try {
      NodeIdentity identity = node.identity();
      ChannelFunds funds = node.funds();
      return isOperators(identity)
          ? failed(now, "is the gateway's own node: bring another, or use the gateway's as it is")
          : () -> looks.answered(brought.journal(), node.label(), now, identity, funds);
    } catch (NodeFailure e) {
      return failed(now, e.words());
    }
  }

  private Runnable failed(Instant now, String words) {
    return () -> looks.failed(brought.journal(), node.label(), now, words);
  }

  /** Its money would be counted twice. */
  private boolean isOperators(NodeIdentity identity) {
    return looks
        .of(brought.chain())
        .map(NodeLook::seen)
        .filter(seen -> seen.identity().id().equals(identity.id()))
        .isPresent();
  }
}
