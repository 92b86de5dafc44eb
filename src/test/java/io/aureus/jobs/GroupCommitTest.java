package io.aureus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class GroupCommitTest {
  private static final GroupCommit.Limits ONE_WRITER =
      new GroupCommit.Limits(1000, 128, 1, Duration.ofMillis(50));

  private final TestDatabase database = TestDatabase.fresh();
  private final JdbcClient jdbc = database.jdbc();
  private final CountDownLatch go = new CountDownLatch(1);
  private final AtomicInteger batches = new AtomicInteger();

  @BeforeEach
  void aTableThatRefusesNegativeNumbers() {
    jdbc.sql("create table number (n int primary key check (n >= 0))").update();
  }

  @Test
  void aBadRowNeverHarmsItsNeighbours() throws Exception {
    try (GroupCommit<Integer, String> group = startWith(ONE_WRITER)) {
      List<CompletableFuture<String>> answers = new ArrayList<>();
      for (int n = 0; n < 100; n++) {
        answers.add(group.submit(n == 50 ? -1 : n));
      }
      go.countDown();
      for (int n = 0; n < 100; n++) {
        if (n == 50) {
          assertThatThrownBy(answers.get(n)::get)
              .isInstanceOf(ExecutionException.class)
              .hasCauseInstanceOf(DataIntegrityViolationException.class);
        } else {
          assertThat(answers.get(n).get(30, TimeUnit.SECONDS)).isEqualTo("wrote " + n);
        }
      }
      assertThat(count()).isEqualTo(99);
    }
  }

  @Test
  void manyRowsShareACommit() {
    try (GroupCommit<Integer, String> group = startWith(ONE_WRITER)) {
      List<CompletableFuture<String>> answers = new ArrayList<>();
      for (int n = 0; n < 256; n++) {
        answers.add(group.submit(n));
      }
      go.countDown();
      answers.forEach(CompletableFuture::join);
      // The first batch may hold a single row; the rest fill two or three more.
      assertThat(batches.get()).isBetween(2, 4);
    }
  }

  @Test
  void answersNobodyBeforeTheCommit() {
    List<Boolean> answeredTooSoon = new ArrayList<>();
    List<CompletableFuture<String>> answers = new ArrayList<>();
    GroupCommit.Writer<Integer, String> writer =
        rows -> {
          await(go);
          List<String> written = insert(rows);
          TransactionSynchronizationManager.registerSynchronization(
              new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                  answers.forEach(answer -> answeredTooSoon.add(answer.isDone()));
                }
              });
          return written;
        };
    try (GroupCommit<Integer, String> group =
        GroupCommit.start("test", ONE_WRITER, database.transactions(), writer)) {
      answers.add(group.submit(1));
      go.countDown();
      answers.getFirst().join();
      assertThat(answeredTooSoon).containsExactly(false);
      assertThat(count()).isEqualTo(1);
    }
  }

  @Test
  void aWriterThatForgetsARowCommitsNothing() {
    go.countDown();
    try (GroupCommit<Integer, String> group =
        GroupCommit.start(
            "test",
            ONE_WRITER,
            database.transactions(),
            rows -> {
              insert(rows);
              return List.of();
            })) {
      assertThatThrownBy(() -> group.commit(1)).isInstanceOf(IllegalStateException.class);
      assertThat(count()).isZero();
    }
  }

  @Test
  void aFullQueueRefusesAndSaysWhenToTryAgain() {
    var small = new GroupCommit.Limits(2, 1, 1, Duration.ofMillis(20));
    try (GroupCommit<Integer, String> group = startWith(small)) {
      Throwable refused = null;
      int accepted = 0;
      for (int n = 0; n < 10 && refused == null; n++) {
        int number = n;
        refused = catchThrowable(() -> group.submit(number));
        accepted += refused == null ? 1 : 0;
      }
      assertThat(accepted).isBetween(2, 3);
      assertThat(refused).isInstanceOfSatisfying(Refusal.class, GroupCommitTest::saysWhen);
      go.countDown();
      assertThat(group.commit(100)).isEqualTo("wrote 100");
    }
    assertThat(count()).isBetween(3, 4);
  }

  @Test
  void closingCommitsWhatWaitsAndRefusesTheRest() {
    GroupCommit<Integer, String> group =
        startWith(new GroupCommit.Limits(1000, 16, 3, Duration.ofMillis(50)));
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int n = 0; n < 300; n++) {
      answers.add(group.submit(n));
    }
    go.countDown();
    group.close();
    assertThat(answers).allMatch(CompletableFuture::isDone);
    assertThat(count()).isEqualTo(300);
    assertThatThrownBy(() -> group.commit(999)).isInstanceOf(Refusal.class);
    assertThat(count()).isEqualTo(300);
  }

  private static void saysWhen(Refusal refusal) {
    assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(refusal.retryAfter()).isPositive();
  }

  private GroupCommit<Integer, String> startWith(GroupCommit.Limits limits) {
    return GroupCommit.start(
        "test",
        limits,
        database.transactions(),
        rows -> {
          await(go);
          batches.incrementAndGet();
          return insert(rows);
        });
  }

  private List<String> insert(List<Integer> rows) {
    jdbc.sql("insert into number select unnest(:rows::int[])")
        .param("rows", rows.toArray(Integer[]::new))
        .update();
    return rows.stream().map(n -> "wrote " + n).toList();
  }

  private int count() {
    return jdbc.sql("select count(*) from number").query(Integer.class).single();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
