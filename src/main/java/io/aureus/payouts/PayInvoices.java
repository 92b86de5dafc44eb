package io.aureus.payouts;

import io.aureus.errors.Refusal;
import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each payout that pays an invoice of Lightning as far as it gets. A node may try for a
 * minute: so each is on a thread of its own, and nobody waits for another. Any number of our nodes
 * may do so, since a payout is claimed for longer than that.
 */
final class PayInvoices implements Job, AutoCloseable {
  static final String NAME = "pay-invoices";
  private static final Logger LOG = LoggerFactory.getLogger(PayInvoices.class);
  private static final int AT_ONCE = 64;
  private static final int MOST_STEPS = 8;
  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final Duration SHORTEST = Duration.ofMillis(50);

  private final PayoutRows rows;
  private final PayoutMoves moves;
  private final InvoiceSending sending;
  private final PayoutsSettings settings;
  private final LightningPayoutSettings own;
  private final PayoutStep.Listener steps;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore free = new Semaphore(AT_ONCE);

  PayInvoices(
      PayoutRows rows,
      PayoutMoves moves,
      InvoiceSending sending,
      PayoutsSettings settings,
      LightningPayoutSettings own,
      PayoutStep.Listener steps) {
    this.rows = rows;
    this.moves = moves;
    this.sending = sending;
    this.settings = settings;
    this.own = own;
    this.steps = steps;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Duration every() {
    Duration poll = settings.poll().dividedBy(4);
    Duration least = poll.compareTo(SHORTEST) < 0 ? SHORTEST : poll;
    return least.compareTo(LONGEST) > 0 ? LONGEST : least;
  }

  @Override
  public boolean alone() {
    return false;
  }

  @Override
  public void run(Fence fence) throws InterruptedException {
    int room = free.availablePermits();
    if (room == 0) {
      return;
    }
    for (PayoutId id : rows.claimInvoices(moves.now(), moves.now().plus(own.lease()), room)) {
      free.acquire();
      threads.execute(
          () -> {
            try {
              advance(id);
            } finally {
              free.release();
            }
          });
    }
  }

  private void advance(PayoutId id) {
    try {
      steps.reached(PayoutStep.CLAIMED);
      Payout payout = rows.due(id).orElse(null);
      for (int i = 0; payout != null && i < MOST_STEPS; i++) {
        Payout next = sending.step(payout);
        payout = next.state() == payout.state() ? null : next;
      }
    } catch (PayoutMoves.Overtaken e) {
      LOG.debug("{}", e.getMessage());
      postpone(id);
    } catch (Refusal e) {
      LOG.info("payout {} waits: {}", id, e.words());
      postpone(id);
    } catch (RuntimeException e) {
      LOG.warn("payout {} could not be taken further; tried again soon", id, e);
      postpone(id);
    }
  }

  private void postpone(PayoutId id) {
    rows.due(id)
        .ifPresent(
            payout -> rows.postpone(payout, moves.now().plus(settings.poll().multipliedBy(3))));
  }

  /** What waits for a node's answer is left to its record. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(2, TimeUnit.SECONDS)) {
        LOG.info("payments wait for an answer of their node; its record tells what became of them");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
