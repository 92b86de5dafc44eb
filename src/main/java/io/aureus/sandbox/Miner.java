package io.aureus.sandbox;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mines on a clock: quickly while payments are about, slowly while nothing happens, since months of
 * empty blocks would fill memory and disk for nothing.
 */
final class Miner implements AutoCloseable {
  /** A chain that can be mined. */
  interface Minable {
    void mine();

    /** True while payments are about, so that blocks should come quickly. */
    boolean isBusy(int blocks);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Miner.class);

  /** For so many blocks after a payment blocks come quickly. */
  private static final int BUSY_BLOCKS = 40;

  private final Minable chain;
  private final ReentrantLock lock;
  private final Condition changed;
  private final Duration quietTime;
  private final Thread thread;
  private Duration blockTime;
  private long lastNanos = System.nanoTime();
  private boolean isHeld;
  private boolean closed;

  /**
   * @param lock guards the chain
   * @param blockTime pause between blocks while payments are about; 0: mine on demand only
   * @param quietTime pause between empty blocks
   */
  Miner(Minable chain, ReentrantLock lock, Duration blockTime, Duration quietTime) {
    this.chain = chain;
    this.lock = lock;
    this.changed = lock.newCondition();
    this.blockTime = blockTime;
    this.quietTime = quietTime.compareTo(blockTime) > 0 ? quietTime : blockTime;
    this.thread = Thread.ofVirtual().name("simulated-miner").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** The caller holds the lock. */
  void setBlockTime(Duration time) {
    blockTime = time;
    changed.signalAll();
  }

  /** No block comes by itself, or they come again; the caller holds the lock. */
  void hold(boolean held) {
    isHeld = held;
    changed.signalAll();
  }

  /** Looks again whether a block is due; the caller holds the lock. */
  void wake() {
    changed.signalAll();
  }

  /**
   * Puts the next block off to a block time from now: what waits is then seen waiting. The caller
   * holds the lock.
   */
  void putOff() {
    lastNanos = System.nanoTime();
    changed.signalAll();
  }

  private void run() {
    lock.lock();
    try {
      while (!closed) {
        long wait = nanosToNext();
        if (wait > 0) {
          long left = changed.awaitNanos(wait);
          LOG.trace("woken with {} ns left", left);
        } else {
          chain.mine();
          lastNanos = System.nanoTime();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("the simulated chain stops");
    } finally {
      lock.unlock();
    }
  }

  private long nanosToNext() {
    if (blockTime.isZero() || isHeld) {
      return TimeUnit.DAYS.toNanos(1);
    }
    Duration pause = chain.isBusy(BUSY_BLOCKS) ? blockTime : quietTime;
    return pause.toNanos() - (System.nanoTime() - lastNanos);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
