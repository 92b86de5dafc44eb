package io.aureus.commands;

import io.aureus.database.StartRefused;
import io.aureus.payouts.PayoutStep;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One of the gateways, over all its lives, as the crash bench sees it. */
final class CrashNode implements AutoCloseable {
  private static final int START_SECONDS = 600;
  private static final Pattern FAULT =
      Pattern.compile(" (WARN|ERROR) +(SendPayouts|PayInvoices): ");

  private final String name;
  private final Supplier<ProcessBuilder> builder;
  private final Path log;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Process process;
  private @Nullable String url;
  private final Set<PayoutStep> standing = EnumSet.noneOf(PayoutStep.class);

  /**
   * @param log what its processes say, one after another
   */
  CrashNode(String name, Supplier<ProcessBuilder> builder, Path log) {
    this.name = name;
    this.builder = builder;
    this.log = log;
  }

  /** Starts it; it answers a while later. */
  void start() {
    lock.lock();
    try {
      url = null;
      standing.clear();
      Process started = builder.get().redirectErrorStream(true).start();
      process = started;
      Thread.ofVirtual().name("hears " + name).start(() -> hear(started));
    } catch (IOException e) {
      throw new StartRefused("cannot start a gateway: " + e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * One that dies at its start is started once more, as whatever keeps a service running would, and
   * what it said is shown.
   *
   * @throws StartRefused where it does not start
   */
  void awaitReady() {
    await(START_SECONDS, () -> url != null || isDead());
    if (isDead()) {
      System.out.println("gateway " + name + " died at its start: " + lastWords());
      start();
    }
    if (!await(START_SECONDS, () -> url != null || isDead()) || isDead()) {
      throw new StartRefused("gateway %s does not start: %s".formatted(name, lastWords()));
    }
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    } catch (IOException e) {
      return "see " + log;
    }
  }

  private boolean isDead() {
    Process now = process;
    return now == null || !now.isAlive();
  }

  /** Where it answers; empty while it does not. */
  Optional<String> url() {
    lock.lock();
    try {
      return Optional.ofNullable(url);
    } finally {
      lock.unlock();
    }
  }

  /** Tells it to stand still where it reaches the step for the {@code occurrence}th time. */
  void arm(PayoutStep step, int occurrence) {
    Process now = process;
    if (now == null) {
      throw new IllegalStateException("not started");
    }
    try {
      now.outputWriter(StandardCharsets.UTF_8).write(CrashGateway.order(step, occurrence) + "\n");
      now.outputWriter(StandardCharsets.UTF_8).flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until it stands still at so many steps.
   *
   * @return at which it does by then
   */
  Set<PayoutStep> standing(int steps, long millis) {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (standing.size() < steps && left > 0) {
        left = changed.awaitNanos(left);
      }
      return Set.copyOf(standing);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Set.of();
    } finally {
      lock.unlock();
    }
  }

  /** As {@code kill -9} does; returns when it is gone. */
  void kill() {
    Process now = process;
    if (now != null) {
      now.destroyForcibly();
      awaitEnd(now);
    }
    lock.lock();
    try {
      url = null;
      standing.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Faults that its processes met in the work on payouts, as they logged them; a few of them. */
  List<String> complaints() {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> FAULT.matcher(line).find()).limit(5).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void hear(Process heard) {
    try (BufferedReader in = heard.inputReader(StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        note(heard, line);
      }
    } catch (IOException e) {
      // It was killed while it spoke.
    }
    note(heard, "");
  }

  private void note(Process speaker, String line) {
    lock.lock();
    try {
      if (speaker == process) {
        CrashGateway.port(line).ifPresent(port -> url = "http://127.0.0.1:" + port);
        CrashGateway.step(line).ifPresent(standing::add);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean await(long seconds, BooleanSupplier condition) {
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(seconds);
      while (!condition.getAsBoolean() && left > 0) {
        left -= TimeUnit.MILLISECONDS.toNanos(200);
        if (changed.await(200, TimeUnit.MILLISECONDS)) {
          left += TimeUnit.MILLISECONDS.toNanos(100);
        }
      }
      return condition.getAsBoolean();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private static void awaitEnd(Process process) {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets it end by itself; kills it where it does not. */
  @Override
  public void close() {
    Process now = process;
    if (now == null) {
      return;
    }
    try {
      now.outputWriter(StandardCharsets.UTF_8).close();
      if (!now.waitFor(30, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (IOException e) {
      kill();
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }
}
