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

  /** How long an address stays known for an account after its last sign-in from there. */
  private static final Duration KNOWN = Duration.ofDays(90);

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
    transactions.executeWithoutResult(status -> count(account(email, address), ACCOUNT));
  }

  /** The password was right. */
  void succeeded(String email, String address) {
    rows.clear(account(email, address));
    rows.uncount(byAddress(address));
    rows.know(byBoth(email, address), clock.instant());
  }

  void forgetOld() {
    rows.forgetBefore(clock.instant().minus(MEMORY));
    rows.forgetKnownBefore(clock.instant().minus(KNOWN));
  }

  /**
   * What an attempt counts against. An address from which the account was signed in to counts by
   * itself: else a stranger who keeps failing elsewhere could keep the owner out for ever.
   */
  private Bytes account(String email, String address) {
    Bytes both = byBoth(email, address);
    return rows.isKnown(both, clock.instant().minus(KNOWN)) ? both : byAccount(email);
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

  private static Bytes byBoth(String email, String address) {
    return Secrets.hash("both:" + network(address) + " " + email.toLowerCase(Locale.ROOT));
  }

  private static Bytes byAddress(String address) {
    return Secrets.hash("address:" + network(address));
  }

  /** IPv6 by its /64, which one subscriber has whole. */
  private static String network(String address) {
    try {
      if (InetAddress.ofLiteral(address) instanceof Inet6Address six) {
        return HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), 8));
      }
    } catch (IllegalArgumentException e) {
      // Not an address, so whatever the caller takes for one.
      return address;
    }
    return address;
  }
}
