package io.aureus.chains.electrum;

import io.aureus.chains.ElectrumAddress;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One lasting connection to one server. Questions may be asked from any thread. A server that does
 * not answer in time, or sends what is no answer, loses its connection: what it says afterwards
 * could not be told from an answer to something else.
 */
public final class ElectrumLine implements AutoCloseable {
  /** How many questions are under way at once; more wait for these. */
  private static final int AT_ONCE = 100;

  /** What is called when a server tells something by itself; on the reading thread, be quick. */
  public interface Listener {
    void notice(String method, JsonNode params);
  }

  /**
   * @param timeout for one answer
   * @param longestLine in bytes
   */
  public record Bounds(Duration timeout, int longestLine) {}

  /**
   * What became of one of many questions.
   *
   * @param failure null where there is a result
   */
  public record Told(JsonNode result, @Nullable NodeFailure failure) {
    /** The result, or the failure as it is. */
    public JsonNode get() throws NodeFailure {
      if (failure != null) {
        throw failure;
      }
      return result;
    }
  }

  private final ElectrumSocket.Opened opened;
  private final Bounds bounds;
  private final Listener listener;
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, CompletableFuture<ElectrumMessage.Answer>> asked =
      new ConcurrentHashMap<>();
  private final BlockingQueue<byte[]> toWrite = new ArrayBlockingQueue<>(4 * AT_ONCE);
  private final AtomicReference<@Nullable NodeFailure> ended = new AtomicReference<>();

  private ElectrumLine(ElectrumSocket.Opened opened, Bounds bounds, Listener listener) {
    this.opened = opened;
    this.bounds = bounds;
    this.listener = listener;
  }

  /**
   * Connects.
   *
   * @throws NodeFailure where the server cannot be reached or its certificate is not trusted
   */
  public static ElectrumLine open(ElectrumAddress address, Bounds bounds, Listener listener)
      throws NodeFailure {
    ElectrumLine line =
        new ElectrumLine(ElectrumSocket.open(address, bounds.timeout()), bounds, listener);
    Thread.ofVirtual().name("electrum-read").start(line::read);
    Thread.ofVirtual().name("electrum-write").start(line::write);
    return line;
  }

  /** True as long as it is known to have no end. */
  public boolean isOpen() {
    return ended.get() == null;
  }

  /** Asks one question; the answer may be JSON's null. */
  public JsonNode call(String method, Object... params) throws NodeFailure {
    return all(method, List.of(List.of(params))).getFirst().get();
  }

  /**
   * Asks one question many times, without waiting for the answer to one before the next.
   *
   * @param params of each
   * @return in the order of the questions, those that the server refused among them
   * @throws NodeFailure where the server failed
   */
  public List<Told> all(String method, List<List<Object>> params) throws NodeFailure {
    List<Told> all = new ArrayList<>(params.size());
    for (int from = 0; from < params.size(); from += AT_ONCE) {
      List<CompletableFuture<ElectrumMessage.Answer>> part = new ArrayList<>();
      for (List<Object> each : params.subList(from, Math.min(params.size(), from + AT_ONCE))) {
        part.add(ask(method, each));
      }
      for (CompletableFuture<ElectrumMessage.Answer> future : part) {
        ElectrumMessage.Answer answer = await(future);
        if (answer.failure() != null && answer.failure().isOfTheNode()) {
          throw answer.failure();
        }
        all.add(new Told(answer.result(), answer.failure()));
      }
    }
    return all;
  }

  private CompletableFuture<ElectrumMessage.Answer> ask(String method, List<Object> params)
      throws NodeFailure {
    long id = ids.incrementAndGet();
    CompletableFuture<ElectrumMessage.Answer> future = new CompletableFuture<>();
    asked.put(id, future);
    NodeFailure before = ended.get();
    if (before != null) {
      throw before;
    }
    try {
      byte[] question = ElectrumMessage.question(id, method, params);
      if (!toWrite.offer(question, bounds.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        throw end(slow());
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
    return future;
  }

  private ElectrumMessage.Answer await(CompletableFuture<ElectrumMessage.Answer> future)
      throws NodeFailure {
    try {
      return future.get(bounds.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw end(slow());
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof NodeFailure failure
          ? failure
          : new NodeFailure(Kind.UNREACHABLE, "cannot be reached");
    }
  }

  private NodeFailure slow() {
    return new NodeFailure(
        Kind.TIMEOUT, "did not answer within " + bounds.timeout().toMillis() + " ms");
  }

  private NodeFailure interrupted() {
    Thread.currentThread().interrupt();
    return end(new NodeFailure(Kind.UNREACHABLE, "was not waited for, since we stop"));
  }

  private void read() {
    try {
      InputStream in = opened.socket().getInputStream();
      BoundedLines lines = new BoundedLines(in, bounds.longestLine());
      byte[] line = lines.next();
      while (line != null) {
        take(ElectrumMessage.read(line));
        line = lines.next();
      }
      end(new NodeFailure(Kind.UNREACHABLE, "closed the connection"));
    } catch (BoundedLines.TooLong e) {
      end(new NodeFailure(Kind.MALFORMED, "sent " + e.getMessage()));
    } catch (IOException e) {
      end(new NodeFailure(Kind.UNREACHABLE, "broke the connection"));
    } catch (NodeFailure e) {
      end(e);
    } catch (RuntimeException | StackOverflowError e) {
      // Whatever a stranger's bytes bring about ends with the line to that stranger.
      end(new NodeFailure(Kind.MALFORMED, "sent what we cannot read (" + e.getClass() + ")"));
    }
  }

  private void take(ElectrumMessage message) throws NodeFailure {
    switch (message) {
      case ElectrumMessage.Notice notice -> listener.notice(notice.method(), notice.params());
      case ElectrumMessage.Answer answer -> {
        CompletableFuture<ElectrumMessage.Answer> future = asked.remove(answer.id());
        if (future == null) {
          throw new NodeFailure(Kind.MALFORMED, "answered what was not asked");
        }
        future.complete(answer);
      }
    }
  }

  private void write() {
    try {
      OutputStream out = opened.socket().getOutputStream();
      while (isOpen()) {
        byte[] next = toWrite.poll(1, TimeUnit.SECONDS);
        if (next != null) {
          out.write(next);
          out.flush();
        }
      }
    } catch (IOException e) {
      end(new NodeFailure(Kind.UNREACHABLE, "broke the connection"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The first end counts. */
  private NodeFailure end(NodeFailure failure) {
    ended.compareAndSet(null, failure);
    ElectrumSocket.close(opened.plain());
    NodeFailure first = ended.get();
    NodeFailure told = first == null ? failure : first;
    asked.values().forEach(future -> future.completeExceptionally(told));
    asked.clear();
    return told;
  }

  @Override
  public void close() {
    end(new NodeFailure(Kind.UNREACHABLE, "is not asked any more, since we stop"));
  }
}
