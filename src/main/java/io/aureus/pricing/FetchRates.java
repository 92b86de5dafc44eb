package io.aureus.pricing;

import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import io.aureus.jobs.Wakeups;
import java.time.Clock;
import java.time.Duration;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks one source, on one node at a time: two nodes do not ask twice. */
final class FetchRates implements Job {
  private final RateSource source;
  private final RateRows rows;
  private final TransactionTemplate transactions;
  private final Wakeups wakeups;
  private final Clock clock;

  FetchRates(
      RateSource source,
      RateRows rows,
      TransactionTemplate transactions,
      Wakeups wakeups,
      Clock clock) {
    this.source = source;
    this.rows = rows;
    this.transactions = transactions;
    this.wakeups = wakeups;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "rates-" + source.name();
  }

  @Override
  public Duration every() {
    return source.every();
  }

  @Override
  public void run(Fence fence) {
    try {
      RateSource.Answer answer = source.ask();
      save(fence, () -> rows.saveAnswer(source.name(), answer, clock.instant()));
    } catch (RateFailure failure) {
      save(fence, () -> rows.saveFailure(source.name(), failure.words(), clock.instant()));
      // The runner logs it and asks again after a growing pause.
      throw failure;
    }
  }

  private void save(Fence fence, Runnable change) {
    transactions.executeWithoutResult(
        status -> {
          fence.hold();
          change.run();
          wakeups.wake(ReadRates.NAME);
        });
  }
}
