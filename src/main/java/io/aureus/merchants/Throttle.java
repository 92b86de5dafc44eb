package io.aureus.merchants;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Slows the guessing of passwords, by account and by address, over all nodes. An attempt counts as
 * failed before its password is looked at, so that many at once gain nothing.
 */
final class Throttle {
  /**
   * @param free how many failures cost nothing
   * @param first the block after the next one; each further one doubles it
   * @param longest the longest block
   */
  private record Policy(int free, Duration first, Duration longest) {
    Duration after(int failures) {
      if (failures <= free) {
        return Duration.ZERO;
      }
      Duration grown = first.multipliedBy(1L << Math.min(failures - free - 1, 20));
      return grown.compareTo(longest) > 0 ? longest : grown;
    }
  }

  /** Short blocks: a stranger who keeps failing on purpose must not lock the owner out for long. */
  private static final Policy ACCOUNT =
      new Policy(10, Duration.ofSeconds(5), Duration.ofMinutes(5));

  /** An office may share an address. */
  private static final Policy ADDRESS =
      new Policy(30, Duration.ofSeconds(10), Duration.ofMinutes(15));

  private static final Duration MEMORY = Duration.ofHours(1);

  private final AttemptRows rows;
  private final Clock clock;
  private final TransactionTemplate transactions;

  Throttle(AttemptRows rows, Clock clock, TransactionTemplate transactions) {
    this.rows = rows;
    this.clock = clock;
    this.transactions = transactions;
  }

  /**
   * @throws Refusal with {@code TOO_MANY_REQUESTS} and how long to wait
   */
  void attempt(String email, String address) {
    transactions.executeWithoutResult(status -> count(byAddress(address), ADDRESS));
    transactions.executeWithoutResult(status -> count(byAccount(email), ACCOUNT));
  }

  /** The password was right. */
  void succeeded(String email, String address) {
    rows.clear(byAccount(email));
    rows.uncount(byAddress(address));
  }

  void forgetOld() {
    rows.forgetBefore(clock.instant().minus(MEMORY));
  }

  private void count(Bytes subject, Policy policy) {
    Instant now = clock.instant();
    Optional<Integer> failures = rows.count(subject, now, now.minus(MEMORY));
    if (failures.isEmpty()) {
      Duration wait = Duration.between(now, rows.blockedUntil(subject));
      throw new Refusal(
          ErrorCode.TOO_MANY_REQUESTS,
          "too many failed sign-ins: try again in " + Math.max(wait.toSeconds() + 1, 1) + " s",
          wait.plusSeconds(1));
    }
    Duration block = policy.after(failures.get());
    if (block.isPositive()) {
      rows.block(subject, now.plus(block));
    }
  }

  private static Bytes byAccount(String email) {
    return Secrets.hash("account:" + email.toLowerCase(Locale.ROOT));
  }

  /** IPv6 by its /64, which one subscriber has whole. */
  private static Bytes byAddress(String address) {
    try {
      if (InetAddress.ofLiteral(address) instanceof Inet6Address six) {
        byte[] network = Arrays.copyOf(six.getAddress(), 8);
        return Secrets.hash("address:" + HexFormat.of().formatHex(network));
      }
    } catch (IllegalArgumentException e) {
      // Not an address, so whatever the caller takes for one.
      return Secrets.hash("address:" + address);
    }
    return Secrets.hash("address:" + address);
  }
}
