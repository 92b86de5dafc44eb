package io.aureus.api;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Does the work of an {@code Idempotency-Key} once and gives its answer to every repeat, on
 * whichever node it comes in. Only success is kept: after a refusal or a fault nothing was made, so
 * a repeat may try again.
 *
 * <p>A holder that dies is followed by another after {@link #LEASE}. The work itself must then be
 * harmless to repeat: orders and payouts carry a reference of the key and are made once.
 */
final class IdempotentAnswers {
  private static final Duration LEASE = Duration.ofSeconds(20);
  private static final long POLL_LEAST_MILLIS = 10;
  private static final long POLL_MOST_MILLIS = 250;
  private static final long WAIT_MOST_MILLIS = 30_000;

  private final IdempotencyRows rows;
  private final Clock clock;
  private final RandomGenerator random;

  IdempotentAnswers(IdempotencyRows rows, Clock clock, RandomGenerator random) {
    this.rows = rows;
    this.clock = clock;
    this.random = random;
  }

  /**
   * @throws Refusal {@code CONFLICT} where the key came with another request before; {@code
   *     UNAVAILABLE} where the first one does not end; whatever {@code work} throws
   */
  Reply once(IdempotencyRows.Id id, Supplier<Reply> work) {
    UUID holder = new UUID(random.nextLong(), random.nextLong());
    long waited = 0;
    long pause = POLL_LEAST_MILLIS;
    while (waited < WAIT_MOST_MILLIS) {
      Optional<IdempotencyRows.Found> found = rows.find(id);
      if (found.isPresent()) {
        IdempotencyRows.Found earlier = found.get();
        if (!earlier.hash().equals(id.hash())) {
          throw otherRequest(id.key());
        }
        if (earlier.reply() != null) {
          return earlier.reply();
        }
      }
      Instant now = clock.instant();
      if (rows.claim(id, holder, now, now.plus(LEASE))) {
        Optional<Reply> reply = tryWork(id, holder, work);
        if (reply.isPresent()) {
          return reply.get();
        }
      }
      sleep(pause);
      waited += pause;
      pause = Math.min(POLL_MOST_MILLIS, pause * 2);
    }
    throw stillAtWork();
  }

  /** Empty where the work took longer than the lease: then the answer that counts is another's. */
  private Optional<Reply> tryWork(IdempotencyRows.Id id, UUID holder, Supplier<Reply> work) {
    Reply reply;
    try {
      reply = work.get();
    } catch (RuntimeException failed) {
      rows.release(id, holder);
      throw failed;
    }
    return rows.store(id, holder, reply) ? Optional.of(reply) : Optional.empty();
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stillAtWork();
    }
  }

  private static Refusal otherRequest(String key) {
    return new Refusal(
        ErrorCode.CONFLICT,
        "Idempotency-Key "
            + Shown.of(key)
            + " was used for another request before; use a new key for a new request");
  }

  private static Refusal stillAtWork() {
    return new Refusal(
        ErrorCode.UNAVAILABLE,
        "the first request with this Idempotency-Key has not ended yet; ask again",
        Duration.ofSeconds(2));
  }
}
