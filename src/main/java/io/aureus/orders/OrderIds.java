package io.aureus.orders;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes order ids from the time. No two of one node are equal; those of two nodes may be, and then
 * the primary key refuses the second, which gets another.
 */
final class OrderIds {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(ZoneOffset.UTC);
  private static final long MICROS = 1_000_000;

  private final Clock clock;
  private final AtomicLong last = new AtomicLong();

  OrderIds(Clock clock) {
    this.clock = clock;
  }

  OrderId next() {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    long micros = last.updateAndGet(before -> Math.max(before + 1, now));
    Instant second = Instant.ofEpochSecond(Math.floorDiv(micros, MICROS));
    String fraction = Long.toString(MICROS + Math.floorMod(micros, MICROS)).substring(1);
    return new OrderId(SECOND.format(second) + fraction);
  }
}
