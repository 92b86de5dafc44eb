package io.aureus.callbacks;

import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import io.aureus.jobs.Wakeups;
import io.aureus.merchants.CallbackCredentials;
import io.aureus.merchants.MerchantId;
import io.aureus.merchants.Merchants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Claims due deliveries, calls the shops on virtual threads outside of any transaction, and stores
 * each answer with what follows from it. A node that dies in between leaves a claim that runs out:
 * the delivery is sent again with the same id. After a stored success nothing is sent again.
 */
final class Courier implements Job, AutoCloseable {
  static final String NAME = "deliver-callbacks";

  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration GOODBYE = Duration.ofSeconds(5);

  /** What the courier works with. */
  record Parts(
      CourierRows rows,
      EventRows events,
      TransactionTemplate transactions,
      Sender sender,
      OwnAddress own,
      CallbackCredentials credentials,
      Merchants merchants,
      Wakeups wakeups,
      Clock clock,
      RandomGenerator random) {}

  private final Parts parts;
  private final CallbacksSettings settings;
  private final String node;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("callback-", 0).factory());
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger slowInFlight = new AtomicInteger();

  Courier(Parts parts, CallbacksSettings settings) {
    this.parts = parts;
    this.settings = settings;
    this.node = RandomIds.next(parts.random()).toString();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Duration every() {
    return PAUSE;
  }

  @Override
  public boolean alone() {
    return false;
  }

  /** Claims as much as there is room for and returns without waiting for the answers. */
  @Override
  public void run(Fence fence) {
    int free = settings.inFlight() - inFlight.get();
    if (free <= 0 || threads.isShutdown()) {
      return;
    }
    // Slow hosts together get at most half of the room, so that the others always have some.
    int slowFree = Math.max(0, Math.min(free, settings.inFlight() / 2 - slowInFlight.get()));
    Instant now = parts.clock().instant();
    UUID token = RandomIds.next(parts.random());
    CourierRows.Claim claim = new CourierRows.Claim(token, node, now, now.plus(lease()));
    CourierRows.Room room = new CourierRows.Room(free, slowFree, settings.perEndpoint());
    List<CourierRows.Claimed> claimed =
        parts.transactions().execute(status -> parts.rows().claim(claim, room));
    for (CourierRows.Claimed delivery : claimed) {
      count(delivery, 1);
      threads.execute(() -> deliver(delivery, token));
    }
  }

  /** How many calls are on their way. */
  int inFlight() {
    return inFlight.get();
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.info("{} callbacks were cut off by the stop; they are sent again", inFlight.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Twice what a call may take: whoever holds a claim longer than that is dead or too late. */
  private Duration lease() {
    return settings.deadline().multipliedBy(2);
  }

  private void deliver(CourierRows.Claimed delivery, UUID token) {
    try {
      Instant at = parts.clock().instant();
      Outcome outcome = outcome(delivery, at);
      parts.transactions().executeWithoutResult(status -> store(delivery, token, at, outcome));
    } catch (RuntimeException e) {
      LOG.error("the answer to callback {} was not stored; it is sent again", delivery.id(), e);
    } finally {
      count(delivery, -1);
      parts.wakeups().wake(NAME);
    }
  }

  /** Whatever is wrong with one delivery is its own failed try, and no other's. */
  private Outcome outcome(CourierRows.Claimed delivery, Instant at) {
    CallbackRequest request;
    try {
      request = CallbackRequest.of(delivery, parts.credentials(), at);
      if (parts.own().isAt(request.url())) {
        return Outcome.notSent(0, "not sent: the URL is of this payment gateway itself");
      }
    } catch (IllegalArgumentException e) {
      return Outcome.notSent(0, "not sent: the URL " + e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("callback {} could not be prepared", delivery.id(), e);
      return Outcome.notSent(0, "not sent: the gateway could not prepare it; see its log");
    }
    return parts.sender().send(request);
  }

  private void store(CourierRows.Claimed delivery, UUID token, Instant at, Outcome outcome) {
    CourierRows.Standing standing = parts.rows().lock(delivery.id());
    boolean any2xx =
        parts
            .merchants()
            .find(new MerchantId(delivery.merchant()))
            .map(merchant -> merchant.acceptAny2xx())
            .orElse(false);
    boolean success = outcome.isSuccess(any2xx);
    parts.rows().addAttempt(delivery.id(), standing.attempts() + 1, at, outcome);
    parts.rows().noteLane(delivery, success, isSlow(outcome), at, outcome.words());
    if (!standing.state().equals("SCHEDULED")) {
      return;
    }
    if (success) {
      parts.rows().delivered(delivery.id());
    } else if (token.equals(standing.claim())) {
      scheduleNext(delivery, standing, outcome);
    }
    // Else another node has it: what this late one saw is kept, but decides nothing.
  }

  private void scheduleNext(
      CourierRows.Claimed delivery, CourierRows.Standing standing, Outcome outcome) {
    int tries = standing.tries() + 1;
    boolean unclear = outcome.status() == 0 && outcome.mayHaveArrived();
    int unanswered = standing.unanswered() + (unclear ? 1 : 0);
    Instant now = parts.clock().instant();
    RetrySchedule.pause(tries, unanswered, delivery.repeatHurts(), parts.random())
        .ifPresentOrElse(
            pause -> parts.rows().again(delivery.id(), tries, unanswered, now.plus(pause)),
            () -> giveUp(delivery, standing.attempts() + 1, now, outcome));
  }

  private void giveUp(CourierRows.Claimed delivery, int attempts, Instant now, Outcome outcome) {
    parts.rows().gaveUp(delivery.id());
    UUID id = RandomIds.next(parts.random());
    parts.events().insert(List.of(GivenUp.event(id, delivery, attempts, outcome)), now);
    LOG.warn(
        "callback {} of {} is given up after {} tries; the last: {}",
        delivery.id(),
        delivery.subject(),
        attempts,
        outcome.words());
  }

  /** An answer that took a third of the time allowed holds a place that others wait for. */
  private boolean isSlow(Outcome outcome) {
    return outcome.latencyMillis() >= settings.deadline().toMillis() / 3;
  }

  private void count(CourierRows.Claimed delivery, int by) {
    inFlight.addAndGet(by);
    if (delivery.slow()) {
      slowInFlight.addAndGet(by);
    }
  }
}
