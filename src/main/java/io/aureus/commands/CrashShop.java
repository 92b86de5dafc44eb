package io.aureus.commands;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The merchant's program: asks for payouts of whichever gateway lives, and asks the same again
 * until it has a clear answer.
 */
final class CrashShop implements AutoCloseable {
  private static final int PROGRAMS = 8;
  private static final long PAUSE_MILLIS = 50;

  private final ShopCalls calls;
  private final List<CrashNode> nodes;
  private final IntFunction<Request> plan;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Integer, String> acknowledged = new ConcurrentHashMap<>();
  private final Map<Integer, String> takenBack = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicLong unclear = new AtomicLong();
  private int next;
  private int allowed;
  private int answered;
  private boolean closed;

  /**
   * A payout that is asked for.
   *
   * @param key an {@code Idempotency-Key}; null for none
   * @param idField where the answer names the payout
   * @param again whether it is asked for once more after a clear answer
   * @param back whether it is taken back at once
   */
  record Request(
      String path,
      String body,
      @Nullable String key,
      String idField,
      boolean again,
      boolean back) {}

  /**
   * @param plan the request of each number, from 0 on: always the same
   */
  CrashShop(DemoAccess access, List<CrashNode> nodes, IntFunction<Request> plan) {
    this.calls = new ShopCalls(access);
    this.nodes = nodes;
    this.plan = plan;
  }

  void start() {
    for (int i = 0; i < PROGRAMS; i++) {
      threads.execute(this::work);
    }
  }

  /** Asks for payouts up to this number, and no further. */
  synchronized void allow(int number) {
    allowed = Math.max(allowed, number);
    notifyAll();
  }

  synchronized int allowed() {
    return allowed;
  }

  /** Waits until so many have a clear answer. */
  synchronized void awaitAnswered(int number) {
    try {
      while (answered < number && !closed) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Payout ids by the number of their wish. */
  Map<Integer, String> acknowledged() {
    return Map.copyOf(acknowledged);
  }

  /** Those that were clearly taken back, likewise. */
  Map<Integer, String> takenBack() {
    return Map.copyOf(takenBack);
  }

  /** Answers that no merchant should ever get. */
  List<String> wrong() {
    return List.copyOf(wrong);
  }

  /** How many requests ended without a clear answer and were repeated. */
  long unclear() {
    return unclear.get();
  }

  private void work() {
    for (int number = take(); number >= 0; number = take()) {
      try {
        order(number, plan.apply(number));
      } catch (RuntimeException e) {
        wrong.add("payout %d: %s".formatted(number, e));
      }
      done();
    }
  }

  private synchronized int take() {
    try {
      while (next >= allowed && !closed) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
    return closed ? -1 : next++;
  }

  private synchronized void done() {
    answered++;
    notifyAll();
  }

  private void order(int number, Request request) {
    Optional<ShopCalls.Answer> made = untilClear(number, request);
    if (made.isEmpty()) {
      return;
    }
    String id = made.get().data().path(request.idField()).asString("");
    acknowledged.put(number, id);
    if (request.again()) {
      Optional<ShopCalls.Answer> again = untilClear(number + 1, request);
      String other = again.map(one -> one.data().path(request.idField()).asString("")).orElse("");
      if (!other.equals(id)) {
        wrong.add("wish %d is payout %s and %s".formatted(number, id, other));
      }
    }
    if (request.back()) {
      takeBack(number, id);
    }
  }

  private void takeBack(int number, String id) {
    String path = "/api/v2/payout/" + id + "/cancel";
    for (int attempt = 0; !isClosed(); attempt++) {
      Optional<ShopCalls.Answer> answer = once(number + attempt, path, "", null);
      if (answer.isPresent() && answer.get().isWell()) {
        takenBack.put(number, id);
        return;
      }
      if (answer.isPresent() && answer.get().code() == 409) {
        // It is on its way, or an unclear try before this one took it back.
        return;
      }
      pause();
    }
  }

  /** Empty where it was refused for good, which is noted. */
  private Optional<ShopCalls.Answer> untilClear(int first, Request request) {
    for (int attempt = 0; !isClosed(); attempt++) {
      Optional<ShopCalls.Answer> answer =
          once(first + attempt, request.path(), request.body(), request.key());
      if (answer.isPresent() && answer.get().isWell()) {
        return answer;
      }
      if (answer.isPresent() && answer.get().status() < 500 && answer.get().status() != 429) {
        wrong.add("refused: " + answer.get().message() + " " + request.body());
        return Optional.empty();
      }
      pause();
    }
    return Optional.empty();
  }

  /** Empty where no clear answer came. */
  private Optional<ShopCalls.Answer> once(
      int number, String path, String body, @Nullable String key) {
    Optional<String> url = nodes.get(number % nodes.size()).url();
    if (url.isEmpty()) {
      return Optional.empty();
    }
    try {
      ShopCalls.Answer answer = calls.post(url.get(), path, body, key);
      if (answer.status() >= 500 && answer.status() != 503) {
        wrong.add("HTTP %d: %s".formatted(answer.status(), answer.message()));
      }
      return Optional.of(answer);
    } catch (IOException e) {
      unclear.incrementAndGet();
      return Optional.empty();
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    threads.shutdownNow();
    calls.close();
  }
}
