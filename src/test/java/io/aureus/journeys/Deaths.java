package io.aureus.journeys;

import io.aureus.payouts.PayoutStep;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Workers of payouts die at every step of one that goes well, twice each, once it begins. */
final class Deaths implements PayoutStep.Listener {
  private static final int TIMES = 2;

  private final Map<PayoutStep, Integer> left = new ConcurrentHashMap<>();

  /** Nothing that would come after is done; the payout waits for its next worker. */
  private static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1;

    Death(PayoutStep step) {
      super("the worker dies at " + step);
    }
  }

  void begin() {
    for (PayoutStep step : PayoutStep.values()) {
      if (!step.isOfAStuckOne()) {
        left.put(step, TIMES);
      }
    }
  }

  /** Whoever comes to this step dies, until {@link #end}. */
  void always(PayoutStep step) {
    left.put(step, Integer.MAX_VALUE);
  }

  void end() {
    left.clear();
  }

  /** Steps at which somebody is still to die. */
  Set<PayoutStep> left() {
    return left.keySet();
  }

  @Override
  public void reached(PayoutStep step) {
    boolean[] dies = new boolean[1];
    left.computeIfPresent(
        step,
        (same, count) -> {
          dies[0] = true;
          return count > 1 ? count - 1 : null;
        });
    if (dies[0]) {
      throw new Death(step);
    }
  }
}
