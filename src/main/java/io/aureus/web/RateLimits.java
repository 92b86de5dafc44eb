package io.aureus.web;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How often something may be asked, per name and on this node. A token bucket kept as one number:
 * the moment at which the bucket would be full again.
 */
public final class RateLimits {
  private static final int NAMES_MOST = 50_000;

  private final Clock clock;
  private final long intervalNanos;
  private final long slackNanos;
  private final String whose;
  private final ConcurrentMap<String, Long> fullAgain = new ConcurrentHashMap<>();

  /**
   * @param burst how many may come at once
   * @param whose for the message, e.g. {@code this key}
   */
  public RateLimits(Clock clock, int perMinute, int burst, String whose) {
    this.clock = clock;
    this.intervalNanos = Duration.ofMinutes(1).toNanos() / perMinute;
    this.slackNanos = (burst - 1) * intervalNanos;
    this.whose = whose;
  }

  /**
   * Does not count.
   *
   * @throws Refusal {@code TOO_MANY_REQUESTS} where {@link #count} would
   */
  public void check(String name) {
    long over = fullAgain.getOrDefault(name, 0L) - nanos(clock.instant()) - slackNanos;
    if (over > 0) {
      throw refusal(over);
    }
  }

  /**
   * @throws Refusal {@code TOO_MANY_REQUESTS} with the time after which it would pass
   */
  public void count(String name) {
    long now = nanos(clock.instant());
    if (fullAgain.size() > NAMES_MOST) {
      fullAgain.values().removeIf(full -> full <= now);
    }
    long[] over = {0};
    fullAgain.merge(
        name,
        now + intervalNanos,
        (full, fresh) -> {
          // Others may have counted since, and the time of before would say that it is too early.
          long turn = nanos(clock.instant());
          over[0] = full - turn - slackNanos;
          return over[0] > 0 ? full : Math.max(full, turn) + intervalNanos;
        });
    if (over[0] > 0) {
      throw refusal(over[0]);
    }
  }

  private Refusal refusal(long over) {
    return new Refusal(
        ErrorCode.TOO_MANY_REQUESTS,
        "too many requests for %s; slow down to %d a minute"
            .formatted(whose, Duration.ofMinutes(1).toNanos() / intervalNanos),
        Duration.ofNanos(over));
  }

  /** What an address counts as: IPv6 by its /64, which one subscriber has whole. */
  public static String client(String address) {
    try {
      if (InetAddress.ofLiteral(address) instanceof Inet6Address six) {
        return HexFormat.of().formatHex(six.getAddress(), 0, 8) + "/64";
      }
    } catch (IllegalArgumentException e) {
      // Not an address, so whatever the server takes for one.
      return address;
    }
    return address;
  }

  private static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }
}
