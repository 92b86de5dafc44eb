package io.aureus.payouts;

import io.aureus.errors.Refusal;
import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import io.aureus.wallets.Custody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each payout that is due as far as it gets. Any number of nodes may do so: a payout is
 * claimed for a while, and every write is void where somebody else was faster, so that the worst
 * that two workers can do is offer the same bytes twice.
 */
final class SendPayouts implements Job {
  static final String NAME = "send-payouts";
  private static final Logger LOG = LoggerFactory.getLogger(SendPayouts.class);
  private static final int BATCH = 64;
  private static final int WORKERS = 8;
  private static final int MOST_STEPS = 8;

  private final PayoutRows rows;
  private final PayoutMoves moves;
  private final Ways ways;
  private final Following following;
  private final Handing handing;
  private final PayoutsSettings settings;
  private final PayoutStep.Listener steps;

  SendPayouts(
      PayoutRows rows,
      PayoutMoves moves,
      Ways ways,
      Following following,
      Handing handing,
      PayoutsSettings settings,
      PayoutStep.Listener steps) {
    this.rows = rows;
    this.moves = moves;
    this.ways = ways;
    this.following = following;
    this.handing = handing;
    this.settings = settings;
    this.steps = steps;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Duration every() {
    Duration poll = settings.poll().dividedBy(4);
    return poll.compareTo(Duration.ofSeconds(1)) > 0 ? Duration.ofSeconds(1) : atLeast(poll);
  }

  @Override
  public boolean alone() {
    return false;
  }

  @Override
  public void run(Fence fence) throws InterruptedException {
    List<PayoutId> due;
    do {
      due = rows.claim(moves.now(), moves.now().plus(settings.claim()), BATCH);
      work(due);
    } while (due.size() == BATCH);
  }

  private void work(List<PayoutId> due) throws InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(WORKERS)) {
      List<Future<?>> running = new ArrayList<>();
      for (PayoutId id : due) {
        running.add(threads.submit(() -> advance(id)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a payout's worker failed", e.getCause());
    }
  }

  private void advance(PayoutId id) {
    try {
      steps.reached(PayoutStep.CLAIMED);
      Payout payout = rows.due(id).orElse(null);
      if (payout == null) {
        return;
      }
      for (int i = 0; i < MOST_STEPS; i++) {
        Payout next = step(payout);
        if (next.state() == payout.state()) {
          return;
        }
        payout = next;
      }
    } catch (PayoutMoves.Overtaken e) {
      LOG.debug("{}", e.getMessage());
    } catch (Refusal e) {
      postpone(id, e.words());
    } catch (RuntimeException e) {
      LOG.warn("payout {} could not be taken further; tried again soon", id, e);
      postpone(id, "");
    }
  }

  private Payout step(Payout payout) {
    if (payout.custody() == Custody.SELF) {
      return handing.step(payout);
    }
    return switch (payout.state()) {
      case HELD, RESERVED -> ways.of(payout).build(payout);
      case BUILT -> {
        steps.reached(PayoutStep.PLACED);
        yield ways.of(payout).sign(payout);
      }
      case SIGNED -> {
        steps.reached(PayoutStep.STORED);
        yield following.offer(payout);
      }
      case BROADCASTING, UNCLEAR, SEEN, CONFIRMED, FAILED -> {
        steps.reached(PayoutStep.NOTED);
        yield following.follow(payout);
      }
      case CANCELLED, HANDED_OVER -> payout;
    };
  }

  private void postpone(PayoutId id, String words) {
    if (!words.isEmpty()) {
      LOG.info("payout {} waits: {}", id, words);
    }
    rows.due(id)
        .ifPresent(
            payout -> rows.postpone(payout, moves.now().plus(settings.poll().multipliedBy(3))));
  }

  private static Duration atLeast(Duration poll) {
    return poll.compareTo(Duration.ofMillis(50)) < 0 ? Duration.ofMillis(50) : poll;
  }
}
