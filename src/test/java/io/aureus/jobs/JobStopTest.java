package io.aureus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobStopTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Waits for news that do not come. */
  private static final class Waiting implements Job {
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch news = new CountDownLatch(1);

    @Override
    public String name() {
      return "waits";
    }

    @Override
    public Duration every() {
      return MINUTE;
    }

    @Override
    public boolean alone() {
      return false;
    }

    @Override
    public void run(Fence fence) throws InterruptedException {
      inside.countDown();
      news.await();
    }

    @Override
    public void stop() {
      news.countDown();
    }
  }

  @Test
  void aRunThatWaitsForNewsEndsWithTheStop() throws Exception {
    Waiting job = new Waiting();
    JobRunner runner =
        new JobRunner(
            () -> Stream.of(job),
            new LeaseRows(TestDatabase.fresh().jdbc()),
            new JobSettings(true, MINUTE, MINUTE, MINUTE),
            "one");
    runner.start();
    job.inside.await();
    Instant began = Instant.now();
    runner.stop();
    assertThat(Duration.between(began, Instant.now())).isLessThan(MINUTE);
  }
}
