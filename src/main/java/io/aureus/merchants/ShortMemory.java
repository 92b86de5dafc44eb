package io.aureus.merchants;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Remembers what was found for a few seconds, so that the hot path asks the database rarely. What
 * was not found is not remembered: strangers could fill it, and a new key must work at once.
 */
final class ShortMemory<K, V> {
  private static final int MOST = 10_000;

  private record Known<V>(V value, Instant until) {}

  private final ConcurrentMap<K, Known<V>> known = new ConcurrentHashMap<>();
  private final Clock clock;
  private final Duration keep;

  ShortMemory(Clock clock, Duration keep) {
    this.clock = clock;
    this.keep = keep;
  }

  Optional<V> find(K key, Function<K, Optional<V>> otherwise) {
    Instant now = clock.instant();
    Known<V> remembered = known.get(key);
    if (remembered != null && now.isBefore(remembered.until())) {
      return Optional.of(remembered.value());
    }
    Optional<V> found = otherwise.apply(key);
    if (found.isEmpty()) {
      known.remove(key);
      return found;
    }
    if (known.size() >= MOST) {
      known.clear();
    }
    known.put(key, new Known<>(found.get(), now.plus(keep)));
    return found;
  }

  /** Forgets all, now and once more after the current transaction has committed. */
  void forget() {
    known.clear();
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              known.clear();
            }
          });
    }
  }
}
