package io.aureus.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two runners on one database stand for two nodes. */
class JobRunnerTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMillis(50);

  private final TestDatabase database = TestDatabase.fresh();
  private final JdbcClient jdbc = database.jdbc();
  private final List<JobRunner> runners = new ArrayList<>();

  @AfterEach
  void stopAll() {
    runners.forEach(JobRunner::stop);
  }

  @Test
  void onlyOneNodeRunsAJobThatRunsAlone() {
    AtomicInteger one = new AtomicInteger();
    AtomicInteger other = new AtomicInteger();
    AtomicInteger shared = new AtomicInteger();
    start("one", second(), alone("a", fence -> one.incrementAndGet()));
    until(() -> one.get() > 2);
    start(
        "other",
        second(),
        alone("a", fence -> other.incrementAndGet()),
        everywhere("b", fence -> shared.incrementAndGet()));
    until(() -> shared.get() > 30);
    assertThat(other).hasValue(0);
    assertThat(one).hasValueGreaterThan(3);
  }

  @Test
  void anotherNodeTakesOverWhenTheFirstStops() {
    AtomicInteger other = new AtomicInteger();
    CountDownLatch ran = new CountDownLatch(1);
    JobRunner one = start("one", second(), alone("a", fence -> ran.countDown()));
    await(ran);
    start("other", second(), alone("a", fence -> other.incrementAndGet()));
    one.stop();
    until(() -> other.get() > 0);
    assertThat(holder("a")).isEqualTo("other");
  }

  @Test
  void aHolderThatWasPausedCannotWriteAfterTheTakeOver() {
    jdbc.sql("create table written (by text)").update();
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch resume = new CountDownLatch(1);
    AtomicInteger lost = new AtomicInteger();
    start(
        "paused",
        lasting(HOUR),
        alone(
            "a",
            fence -> {
              inside.countDown();
              await(resume);
              write("paused", fence, lost);
            }));
    await(inside);
    // As if the first node had been silent for longer than its lease.
    jdbc.sql("update job_lease set held_until = now() - interval '1 second'").update();
    start("other", second(), alone("a", fence -> write("other", fence, lost)));
    until(() -> writtenBy("other") > 0);
    resume.countDown();
    until(() -> lost.get() > 0);
    assertThat(writtenBy("paused")).isZero();
    assertThat(holder("a")).isEqualTo("other");
  }

  @Test
  void nobodyTakesOverWhileATransactionHoldsTheFence() {
    LeaseRows rows = new LeaseRows(jdbc);
    Lease lease = new Lease(rows, "a", rows.take("a", "one", SOON).orElseThrow(), SOON);
    database
        .transactions()
        .executeWithoutResult(
            status -> {
              lease.hold();
              onAnotherThread(
                  () -> {
                    jdbc.sql("select pg_sleep(0.1)").query().singleRow();
                    assertThat(rows.take("a", "other", HOUR)).isEmpty();
                  });
            });
    assertThat(rows.take("a", "other", HOUR)).hasValue(2L);
    assertThatThrownBy(lease::renew).isInstanceOf(LostLease.class);
  }

  @Test
  void aFenceIsHeldInATransactionOnly() {
    LeaseRows rows = new LeaseRows(jdbc);
    Lease lease = new Lease(rows, "a", rows.take("a", "one", HOUR).orElseThrow(), HOUR);
    assertThatThrownBy(lease::hold).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theLeaseIsRenewedDuringALongRun() {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch resume = new CountDownLatch(1);
    AtomicInteger other = new AtomicInteger();
    start(
        "one",
        second(),
        alone(
            "a",
            fence -> {
              inside.countDown();
              await(resume);
            }));
    await(inside);
    start("other", second(), alone("a", fence -> other.incrementAndGet()));
    String first = heldUntil();
    until(() -> !heldUntil().equals(first));
    until(
        () ->
            jdbc.sql("select clock_timestamp() > :first::timestamptz")
                .param("first", first)
                .query(Boolean.class)
                .single());
    assertThat(other).hasValue(0);
    resume.countDown();
  }

  /** BTCPay 2173: one null reference killed the channel, and all webhooks with it. */
  @Test
  void aPoisonedRunStopsNeitherItsJobNorAnother() {
    AtomicInteger runs = new AtomicInteger();
    AtomicInteger healthy = new AtomicInteger();
    start(
        "one",
        second(),
        alone(
            "poisoned",
            fence -> {
              if (runs.incrementAndGet() == 1) {
                throw new NullPointerException("poison");
              }
              if (runs.get() == 2) {
                throw new StackOverflowError("worse poison");
              }
              if (runs.get() == 3) {
                Thread.currentThread().interrupt();
              }
              if (runs.get() == 4) {
                throw new InterruptedException("not by the stop");
              }
            }),
        everywhere("healthy", fence -> healthy.incrementAndGet()));
    until(() -> healthy.get() > 5 && runs.get() > 5);
  }

  @Test
  void aFailingJobIsPausedEvenWhereItIsWokenAllTheTime() {
    AtomicInteger runs = new AtomicInteger();
    AtomicInteger turns = new AtomicInteger();
    JobRunner runner =
        start(
            "one",
            second(),
            alone(
                "failing",
                fence -> {
                  runs.incrementAndGet();
                  throw new IllegalStateException("always");
                }),
            everywhere("clock", fence -> turns.incrementAndGet()));
    until(
        () -> {
          runner.wake("failing");
          return turns.get() > 20;
        });
    assertThat(runs).hasValueLessThan(5);
  }

  @Test
  void aWakeUpComesAfterTheCommitAndNotWithoutIt() {
    AtomicInteger runs = new AtomicInteger();
    AtomicInteger turns = new AtomicInteger();
    JobRunner runner =
        start(
            "one",
            second(),
            job("slow", HOUR, false, fence -> runs.incrementAndGet()),
            everywhere("clock", fence -> turns.incrementAndGet()));
    until(() -> runs.get() == 1);
    database
        .transactions()
        .executeWithoutResult(
            status -> {
              runner.wake("slow");
              status.setRollbackOnly();
            });
    int before = turns.get();
    until(() -> turns.get() > before + 3);
    assertThat(runs).hasValue(1);
    database.transactions().executeWithoutResult(status -> runner.wake("slow"));
    until(() -> runs.get() == 2);
    runner.wake("slow");
    until(() -> runs.get() == 3);
  }

  @Test
  void aStopInterruptsARunThatHangs() {
    CountDownLatch inside = new CountDownLatch(1);
    JobRunner runner =
        start(
            "one",
            new JobSettings(true, second().lease(), second().longestPause(), Duration.ZERO),
            alone(
                "hangs",
                fence -> {
                  inside.countDown();
                  Thread.sleep(HOUR);
                }));
    await(inside);
    runner.stop();
    assertThat(runner.isRunning()).isFalse();
    assertThat(new LeaseRows(jdbc).take("hangs", "other", HOUR)).isPresent();
  }

  @Test
  void twoJobsOfOneNameAreRefused() {
    Job job = everywhere("a", fence -> {});
    assertThatThrownBy(() -> start("one", second(), job, job))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("two jobs are named a");
  }

  private interface Work {
    void run(Fence fence) throws Exception;
  }

  private static Job alone(String name, Work work) {
    return job(name, SOON, true, work);
  }

  private static Job everywhere(String name, Work work) {
    return job(name, SOON, false, work);
  }

  private static Job job(String name, Duration every, boolean alone, Work work) {
    return new Job() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Duration every() {
        return every;
      }

      @Override
      public boolean alone() {
        return alone;
      }

      @Override
      public void run(Fence fence) throws Exception {
        work.run(fence);
      }
    };
  }

  private JobRunner start(String holder, JobSettings settings, Job... jobs) {
    JobRunner runner = new JobRunner(() -> Stream.of(jobs), new LeaseRows(jdbc), settings, holder);
    runners.add(runner);
    runner.start();
    return runner;
  }

  private static JobSettings second() {
    return lasting(Duration.ofSeconds(1));
  }

  private static JobSettings lasting(Duration lease) {
    Duration shown = lease.equals(HOUR) ? Duration.ofMinutes(10) : lease;
    return new JobSettings(true, shown, Duration.ofMinutes(1), Duration.ofSeconds(5));
  }

  private void write(String node, Fence fence, AtomicInteger lost) {
    try {
      database
          .transactions()
          .executeWithoutResult(
              status -> {
                jdbc.sql("insert into written values (:node)").param("node", node).update();
                fence.hold();
              });
    } catch (LostLease e) {
      lost.incrementAndGet();
      throw e;
    }
  }

  private int writtenBy(String node) {
    return jdbc.sql("select count(*) from written where by = :node")
        .param("node", node)
        .query(Integer.class)
        .single();
  }

  private @Nullable String holder(String job) {
    return jdbc.sql("select holder from job_lease where name = :job")
        .param("job", job)
        .query(String.class)
        .single();
  }

  private String heldUntil() {
    return jdbc.sql("select held_until::text from job_lease where name = 'a'")
        .query(String.class)
        .single();
  }

  private static void onAnotherThread(Runnable work) {
    List<Throwable> thrown = new ArrayList<>();
    Thread thread = Thread.ofVirtual().unstarted(work);
    thread.setUncaughtExceptionHandler((where, what) -> thrown.add(what));
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertThat(thrown).isEmpty();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void until(BooleanSupplier holds) {
    for (int i = 0; i < 1500 && !holds.getAsBoolean(); i++) {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    assertThat(holds.getAsBoolean()).isTrue();
  }
}
