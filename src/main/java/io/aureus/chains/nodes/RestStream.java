package io.aureus.chains.nodes;

import io.aureus.chains.nodes.NodeFailure.Kind;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An answer that comes line by line. Some nodes send not even the headers before the first line, so
 * that silence is no failure here: whoever asks bounds the wait. Used by one thread.
 */
public final class RestStream implements AutoCloseable {
  /**
   * A line.
   *
   * @param status of the whole answer
   */
  public record Line(int status, String text) {}

  /**
   * How much is taken.
   *
   * @param longest line, in bytes, unless a longer one is let in
   * @param ahead so many lines before they are asked for
   */
  record Limits(long longest, Longer longer, int ahead, Judge judge) {}

  /** Lets in a line that is longer than usual. */
  interface Longer {
    /**
     * @return how long it may be
     * @throws NodeFailure where it may not
     */
    long allowed() throws NodeFailure;
  }

  /** Refuses a line that would take up too much room. */
  interface Judge {
    void check(String line) throws NodeFailure;
  }

  /** The beginning of an answer, whose body comes as the node sends it. */
  record Opened(int status, InputStream body) {}

  /** Asks; it ends where the thread is interrupted. */
  interface Opening {
    Opened open() throws IOException, InterruptedException;
  }

  private record Event(@Nullable Line line, @Nullable NodeFailure failure) {
    static final Event END = new Event(null, null);
  }

  private final BlockingQueue<Event> events;
  private final Opening opening;
  private final Limits limits;
  private final Function<@Nullable Throwable, NodeFailure> failures;
  private final Thread reader;
  private boolean isEnded;

  RestStream(Opening opening, Limits limits, Function<@Nullable Throwable, NodeFailure> failures) {
    this.opening = opening;
    this.limits = limits;
    this.events = new ArrayBlockingQueue<>(limits.ahead());
    this.failures = failures;
    this.reader = Thread.ofVirtual().name("rest-stream").start(this::read);
  }

  /**
   * The next line, which is not empty; null where none came in time or there are no more.
   *
   * @throws NodeFailure where the stream broke
   */
  public @Nullable Line next(Duration wait) throws NodeFailure {
    if (isEnded) {
      return null;
    }
    Event event;
    try {
      event = events.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw BoundedHttp.interrupted();
    }
    if (event == null) {
      return null;
    }
    isEnded = event.line() == null;
    if (event.failure() != null) {
      throw event.failure();
    }
    return event.line();
  }

  /** Whether the node has said all, and did not merely fall silent. */
  public boolean isEnded() {
    return isEnded;
  }

  private void read() {
    try {
      Opened answer = opening.open();
      try (InputStream in = new BufferedInputStream(answer.body())) {
        String line = line(in);
        while (line != null) {
          if (!line.isBlank()) {
            limits.judge().check(line);
            events.put(new Event(new Line(answer.status(), line), null));
          }
          line = line(in);
        }
      }
      events.put(Event.END);
    } catch (NodeFailure e) {
      end(e);
    } catch (IOException e) {
      end(failures.apply(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end(NodeFailure failure) {
    try {
      events.put(new Event(null, failure));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable String line(InputStream in) throws IOException, NodeFailure {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    long most = limits.longest();
    while (next >= 0 && next != '\n') {
      if (bytes.size() >= most) {
        most = longer(most);
      }
      bytes.write(next);
      next = in.read();
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private long longer(long most) throws NodeFailure {
    long allowed = limits.longer().allowed();
    if (allowed <= most) {
      throw new NodeFailure(Kind.TOO_MUCH, "answered more than max-response allows");
    }
    return allowed;
  }

  /** Ends the question as well, whatever the node still had to say. */
  @Override
  public void close() {
    isEnded = true;
    reader.interrupt();
  }
}
