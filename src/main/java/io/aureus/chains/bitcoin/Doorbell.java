package io.aureus.chains.bitcoin;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes ring when they have a block or a transaction (ZMQ), and the chain is read at once instead
 * of at the next look. It is a saving of time and nothing else: what is new is asked for by RPC,
 * the looks go on without it, and a bell that is silent or cannot be reached is no fault.
 */
final class Doorbell implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Doorbell.class);
  private static final String[] TOPICS = {"hashblock", "rawtx", "hashtx", "sequence"};
  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** A line that is cut without a word is found out by this. */
  private static final Duration SILENCE = Duration.ofMinutes(10);

  /** A busy network has a transaction every tenth of a second: that often nobody looks. */
  private static final long APART = Duration.ofMillis(300).toNanos();

  private static final Duration STEADY = Duration.ofSeconds(30);

  private final Duration steady;
  private final String chain;
  private final List<URI> endpoints;
  private final Runnable ring;
  private final AtomicBoolean listening = new AtomicBoolean();
  private final AtomicLong rang = new AtomicLong(System.nanoTime() - APART);
  private final AtomicLong rangForBlock = new AtomicLong(System.nanoTime() - APART);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Queue<ZmqLine> lines = new ConcurrentLinkedQueue<>();

  /**
   * @param ring is called by threads of the bell's own
   */
  Doorbell(String chain, List<URI> endpoints, Runnable ring) {
    this(chain, endpoints, ring, STEADY);
  }

  /**
   * @param steady so long a line must have stood to be tried again at once when it breaks
   */
  Doorbell(String chain, List<URI> endpoints, Runnable ring, Duration steady) {
    this.steady = steady;
    this.chain = chain;
    this.endpoints = List.copyOf(endpoints);
    this.ring = ring;
  }

  /** Begins to listen, where nobody does so yet; until it is closed. */
  void listen() {
    if (listening.compareAndSet(false, true)) {
      for (URI endpoint : endpoints) {
        Thread.ofVirtual()
            .name("doorbell-" + chain + "-" + endpoint.getPort())
            .start(() -> listen(endpoint));
      }
    }
  }

  private void listen(URI endpoint) {
    Duration pause = FIRST_PAUSE;
    boolean isTold = false;
    while (!isClosed()) {
      long since = System.nanoTime();
      try (ZmqLine line = ZmqLine.open(endpoint, WAIT, SILENCE, TOPICS)) {
        lines.add(line);
        if (!isTold) {
          LOG.info("{}: {} rings when there is something new", chain, endpoint);
        }
        try {
          hear(line);
        } finally {
          lines.remove(line);
        }
      } catch (IOException e) {
        // A line that opens and breaks at once is no better than none.
        if (System.nanoTime() - since >= steady.toNanos()) {
          isTold = false;
          pause = FIRST_PAUSE;
        }
        if (!isTold && !isClosed()) {
          LOG.info("{}: {} does not ring: {}; looks go on", chain, endpoint, e.getMessage());
        }
        isTold = true;
        rest(pause);
        pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
      }
    }
  }

  private void hear(ZmqLine line) throws IOException {
    // What came before we listened has not rung.
    ring.run();
    while (!isClosed()) {
      // A block is rung for where a transaction has just been: never two at once of one kind.
      AtomicLong last = line.topic().equals("hashblock") ? rangForBlock : rang;
      long now = System.nanoTime();
      if (now - last.get() >= APART) {
        last.set(now);
        ring.run();
      }
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void rest(Duration pause) {
    try {
      closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closed.countDown();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    lines.forEach(ZmqLine::close);
  }
}
