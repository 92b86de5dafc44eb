package io.aureus.commands;

import io.aureus.payouts.PayoutStep;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Stands still for ever where it was told to, so that the process is killed exactly there. Once
 * somebody stands at each step that it was told, so does whoever comes to any step after that:
 * otherwise another worker would take the same payout further before the process is dead. It is
 * made by {@link CrashGateway} alone: no setting brings it into a gateway.
 */
final class CrashPoint implements PayoutStep.Listener {
  private final Consumer<PayoutStep> told;
  private final Map<PayoutStep, Integer> left = new EnumMap<>(PayoutStep.class);
  private boolean stands;

  CrashPoint(Consumer<PayoutStep> told) {
    this.told = told;
  }

  /**
   * Other steps that it was told before hold as well.
   *
   * @param occurrence 1 for the next time that the step is reached
   */
  synchronized void arm(PayoutStep step, int occurrence) {
    left.put(step, occurrence);
  }

  @Override
  public void reached(PayoutStep step) {
    if (isHere(step)) {
      told.accept(step);
    } else if (!isOver()) {
      return;
    }
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("told to stop in place of being killed", e);
    }
  }

  private synchronized boolean isHere(PayoutStep step) {
    Integer times = left.get(step);
    if (times == null) {
      return false;
    }
    if (times > 1) {
      left.put(step, times - 1);
      return false;
    }
    left.remove(step);
    stands = true;
    return true;
  }

  private synchronized boolean isOver() {
    return stands && left.isEmpty();
  }
}
