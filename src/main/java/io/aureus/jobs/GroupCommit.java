package io.aureus.jobs;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Commits the rows of many waiting requests in one transaction, since a durable commit costs far
 * more than a row. Nobody is answered before the commit that holds their row; where a batch fails,
 * its rows are tried again one by one, so that a bad row harms only its sender.
 *
 * @param <T> what is written
 * @param <R> what its sender is told
 */
public final class GroupCommit<T, R> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final Duration LAST_BATCH = Duration.ofSeconds(10);

  /** Writes rows inside the transaction that is open on the calling thread. */
  public interface Writer<T, R> {
    /**
     * May be called again with a part of the same rows, and after a commit whose outcome was lost:
     * a row that stands already must be told apart by its own key.
     *
     * @return one answer per row, in the order of the rows
     */
    List<R> write(List<T> rows);
  }

  /**
   * @param queue how many rows may wait, 1 or more
   * @param batch how many rows share a commit, 1 or more; 64 to 128 is best
   * @param writers how many transactions run at a time, 1 or more; each needs a connection. While
   *     one commits, the next batch gathers: a second writer makes both smaller, and pays only
   *     where a commit waits long for a slow disk
   * @param patience how long a sender waits for room in the queue before it is refused
   */
  public record Limits(int queue, int batch, int writers, Duration patience) {
    /** 4,096 rows may wait, 128 share a commit, one at a time, two seconds' patience. */
    public static final Limits USUAL = new Limits(4096, 128, 1, Duration.ofSeconds(2));

    public Limits {
      if (queue < 1 || batch < 1 || writers < 1 || patience.isNegative()) {
        throw new IllegalArgumentException("limits of a group commit must be positive");
      }
    }
  }

  /** A row and the promise to its sender. A null row tells the writers to stop. */
  private record Waiting<T, R>(@Nullable T row, CompletableFuture<R> answer) {}

  private final String name;
  private final Limits limits;
  private final TransactionTemplate transactions;
  private final Writer<T, R> writer;
  private final BlockingQueue<Waiting<T, R>> queue;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closing;
  private volatile boolean closed;

  private GroupCommit(
      String name, Limits limits, TransactionTemplate transactions, Writer<T, R> writer) {
    this.name = name;
    this.limits = limits;
    this.transactions = transactions;
    this.writer = writer;
    this.queue = new ArrayBlockingQueue<>(limits.queue());
  }

  /**
   * @param name what its threads are called, e.g. {@code orders}
   */
  public static <T, R> GroupCommit<T, R> start(
      String name, Limits limits, TransactionTemplate transactions, Writer<T, R> writer) {
    GroupCommit<T, R> started = new GroupCommit<>(name, limits, transactions, writer);
    for (int i = 1; i <= limits.writers(); i++) {
      // Platform threads: few, long-lived, and never starved by thousands of waiting requests.
      started.threads.add(
          Thread.ofPlatform()
              .daemon()
              .name(name + "-writer-" + i)
              .unstarted(started::writeUntilClosed));
    }
    started.threads.forEach(Thread::start);
    return started;
  }

  /**
   * Waits until the row is committed, and answers what its writer said of it.
   *
   * @throws Refusal with {@link ErrorCode#UNAVAILABLE} and a time to wait, where the queue stays
   *     full or is being closed: nothing was written
   * @throws RuntimeException what the writer threw for this row alone
   */
  public R commit(T row) {
    return answerOf(submit(row));
  }

  /**
   * As {@link #commit}, for a sender who has something to do in the meantime.
   *
   * @return completes after the commit
   */
  public CompletableFuture<R> submit(T row) {
    Waiting<T, R> waiting = new Waiting<>(row, new CompletableFuture<>());
    if (closing || !offer(waiting)) {
      throw full();
    }
    if (closed && queue.remove(waiting)) {
      throw full();
    }
    return waiting.answer();
  }

  /** Rows that wait now; for metrics. */
  public int waiting() {
    return queue.size();
  }

  /** Refuses new rows, commits those that wait, and ends the writers. */
  @Override
  public void close() {
    closing = true;
    boolean interrupted = false;
    try {
      queue.offer(stop(), LAST_BATCH.toMillis(), TimeUnit.MILLISECONDS);
      for (Thread thread : threads) {
        thread.join(LAST_BATCH);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    closed = true;
    threads.forEach(Thread::interrupt);
    List<Waiting<T, R>> left = new ArrayList<>();
    queue.drainTo(left);
    left.forEach(waiting -> waiting.answer().completeExceptionally(full()));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean offer(Waiting<T, R> waiting) {
    try {
      return queue.offer(waiting, limits.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static <R> R answerOf(CompletableFuture<R> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private Refusal full() {
    return new Refusal(
        ErrorCode.UNAVAILABLE,
        "too many requests are waiting to be written: try again",
        Duration.ofSeconds(1));
  }

  private Waiting<T, R> stop() {
    return new Waiting<>(null, new CompletableFuture<>());
  }

  private void writeUntilClosed() {
    boolean stopping = false;
    while (!stopping) {
      List<Waiting<T, R>> batch = new ArrayList<>(limits.batch());
      try {
        batch.add(queue.take());
      } catch (InterruptedException e) {
        return;
      }
      queue.drainTo(batch, limits.batch() - 1);
      stopping = batch.removeIf(waiting -> waiting.row() == null);
      if (!batch.isEmpty()) {
        writeOrRetry(batch);
      }
    }
    // The other writers must see it too; the last one leaves it behind.
    queue.offer(stop());
  }

  private void writeOrRetry(List<Waiting<T, R>> batch) {
    try {
      write(batch);
    } catch (CannotCreateTransactionException e) {
      fail(batch, e);
    } catch (Throwable e) {
      if (batch.size() == 1) {
        fail(batch, e);
      } else {
        // Only the kind of failure: its words may hold the rows.
        String kind = e.getClass().getSimpleName();
        LOG.info("{}: {} rows failed together ({}): one by one", name, batch.size(), kind);
        writeSingly(batch);
      }
    }
  }

  private void writeSingly(List<Waiting<T, R>> batch) {
    for (int i = 0; i < batch.size(); i++) {
      try {
        write(batch.subList(i, i + 1));
      } catch (CannotCreateTransactionException e) {
        // The database is away: each further try would wait for a connection in vain.
        fail(batch.subList(i, batch.size()), e);
        return;
      } catch (Throwable e) {
        fail(batch.subList(i, i + 1), e);
      }
    }
  }

  private void write(List<Waiting<T, R>> batch) {
    List<T> rows = new ArrayList<>(batch.size());
    for (Waiting<T, R> waiting : batch) {
      if (waiting.row() != null) {
        rows.add(waiting.row());
      }
    }
    List<R> answers = transactions.execute(status -> answersOf(rows));
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).answer().complete(answers.get(i));
    }
  }

  private List<R> answersOf(List<T> rows) {
    List<R> answers = writer.write(rows);
    if (answers.size() != rows.size()) {
      throw new IllegalStateException(name + ": the writer must answer each row once");
    }
    return answers;
  }

  private static <T, R> void fail(List<Waiting<T, R>> batch, Throwable cause) {
    for (Waiting<T, R> waiting : batch) {
      waiting.answer().completeExceptionally(cause);
    }
  }
}
