package io.aureus.wallets;

import io.aureus.merchants.MerchantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Which merchants use a wallet of their own: all of them at once, read every few seconds, so that
 * the orders of all others ask nothing.
 */
final class OwnMerchants {
  private static final Duration KEPT = Duration.ofSeconds(2);

  private record Known(Set<String> merchants, Instant until) {}

  private final OwnRows rows;
  private final Clock clock;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Known known = new Known(Set.of(), Instant.MIN);

  OwnMerchants(OwnRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  boolean contains(MerchantId merchant, String family) {
    Known now = known;
    if (now.until().isBefore(clock.instant())) {
      now = read(now);
    }
    return !now.merchants().isEmpty() && now.merchants().contains(merchant.value() + "/" + family);
  }

  /** One reads, while the others go on with what was known; at the very first, all wait. */
  private Known read(Known before) {
    if (before.until().equals(Instant.MIN)) {
      reading.lock();
    } else if (!reading.tryLock()) {
      return before;
    }
    try {
      if (known.until().equals(before.until())) {
        known = new Known(Set.copyOf(rows.active()), clock.instant().plus(KEPT));
      }
      return known;
    } finally {
      reading.unlock();
    }
  }

  /** Reads anew, now and once more after the current transaction has committed. */
  void forget() {
    known = new Known(Set.of(), Instant.MIN);
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              known = new Known(Set.of(), Instant.MIN);
            }
          });
    }
  }
}
