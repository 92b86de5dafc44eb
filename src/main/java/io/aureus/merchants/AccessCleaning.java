package io.aureus.merchants;

import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import java.time.Clock;
import java.time.Duration;

/** Forgets used signatures whose dates are too old to be accepted, and old failed sign-ins. */
final class AccessCleaning implements Job {
  private final UsedSignatures used;
  private final Throttle throttle;
  private final Clock clock;

  AccessCleaning(UsedSignatures used, Throttle throttle, Clock clock) {
    this.used = used;
    this.throttle = throttle;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "forget-old-access";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(5);
  }

  @Override
  public void run(Fence fence) {
    // No fence to hold: doing this twice, or late, changes nothing.
    used.forgetBefore(clock.instant());
    throttle.forgetOld();
  }
}
