package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.MerchantId;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IdempotentAnswersTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  private static final MerchantId MERCHANT = new MerchantId("mct-0123456789ab");

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(START);
  private final IdempotencyRows rows = new IdempotencyRows(database.jdbc());
  private final AtomicInteger done = new AtomicInteger();

  /** Each node has its own objects and shares only the database. */
  private IdempotentAnswers node(long seed) {
    return new IdempotentAnswers(rows, clock, new Random(seed));
  }

  private Reply work() {
    return new Reply(200, "{\"n\":" + done.incrementAndGet() + "}");
  }

  private static IdempotencyRows.Id id(String key, String hash) {
    return new IdempotencyRows.Id(MERCHANT, "/api/order/pay-url", key, hash.repeat(64));
  }

  @Test
  void doesTheWorkOnceForFiftyConcurrentRepeatsOnTwoNodes() throws Exception {
    List<IdempotentAnswers> nodes = List.of(node(1), node(2));
    List<Future<Reply>> replies = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        IdempotentAnswers node = nodes.get(i % 2);
        replies.add(threads.submit(() -> node.once(id("k", "a"), this::work)));
      }
    }
    for (Future<Reply> reply : replies) {
      assertThat(reply.get()).isEqualTo(new Reply(200, "{\"n\":1}"));
    }
    assertThat(done).hasValue(1);
  }

  @Test
  void refusesTheSameKeyWithAnotherBody() {
    node(1).once(id("k", "a"), this::work);
    Refusal refusal =
        catchThrowableOfType(Refusal.class, () -> node(1).once(id("k", "b"), this::work));
    assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT);
    assertThat(done).hasValue(1);
  }

  @Test
  void keepsNoAnswerOfWorkThatFailed() {
    assertThatThrownBy(
            () ->
                node(1)
                    .once(
                        id("k", "a"),
                        () -> {
                          throw new Refusal(ErrorCode.UNAVAILABLE, "no rate");
                        }))
        .isInstanceOf(Refusal.class);
    assertThat(node(1).once(id("k", "a"), this::work).body()).isEqualTo("{\"n\":1}");
  }

  @Test
  void takesOverFromAHolderThatDied() {
    rows.claim(id("k", "a"), new UUID(7, 7), START, START.plusSeconds(20));
    clock.advance(Duration.ofSeconds(21));
    assertThat(node(1).once(id("k", "a"), this::work).body()).isEqualTo("{\"n\":1}");
    assertThat(rows.store(id("k", "a"), new UUID(7, 7), new Reply(200, "late"))).isFalse();
  }

  @Test
  void doesNotTakeOverFromAHolderThatLives() {
    rows.claim(id("k", "a"), new UUID(7, 7), START, START.plusSeconds(20));
    assertThat(rows.claim(id("k", "a"), new UUID(8, 8), START, START.plusSeconds(20))).isFalse();
  }

  @Test
  void keepsMerchantsAndPathsApart() {
    node(1).once(id("k", "a"), this::work);
    MerchantId other = new MerchantId("mct-ffffffffffff");
    node(1)
        .once(new IdempotencyRows.Id(other, "/api/order/pay-url", "k", "b".repeat(64)), this::work);
    node(1)
        .once(
            new IdempotencyRows.Id(MERCHANT, "/api/order/pay-info", "k", "b".repeat(64)),
            this::work);
    assertThat(done).hasValue(3);
  }

  @Test
  void forgetsAnswersOnlyAfterTheirTime() {
    IdempotencyPurge purge = new IdempotencyPurge(rows, clock, Duration.ofDays(2));
    node(1).once(id("k", "a"), this::work);
    clock.advance(Duration.ofHours(47));
    purge.run(new NoFence());
    assertThat(rows.find(id("k", "a"))).isPresent();
    clock.advance(Duration.ofHours(2));
    purge.run(new NoFence());
    assertThat(rows.find(id("k", "a"))).isEmpty();
  }

  private static final class NoFence implements io.aureus.jobs.Fence {
    @Override
    public void hold() {}

    @Override
    public void renew() {}
  }
}
