package io.aureus.commands;

import io.aureus.payouts.PayoutStep;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands still for ever where it was told to, so that the process is killed exactly there. It is
 * made by {@link CrashGateway} alone: no setting brings it into a gateway.
 */
final class CrashPoint implements PayoutStep.Listener {
  private final Consumer<PayoutStep> told;
  private @Nullable PayoutStep where;
  private int left;

  CrashPoint(Consumer<PayoutStep> told) {
    this.told = told;
  }

  /**
   * @param occurrence 1 for the next time that the step is reached
   */
  synchronized void arm(PayoutStep step, int occurrence) {
    where = step;
    left = occurrence;
  }

  @Override
  public void reached(PayoutStep step) {
    if (!isHere(step)) {
      return;
    }
    told.accept(step);
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("told to stop in place of being killed", e);
    }
  }

  private synchronized boolean isHere(PayoutStep step) {
    if (step != where || --left > 0) {
      return false;
    }
    where = null;
    return true;
  }
}
