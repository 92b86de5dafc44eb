package io.aureus.chains.nodes;

import io.aureus.chains.nodes.NodeFailure.Kind;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
  private static final int AHEAD = 16;

  /**
   * A line.
   *
   * @param status of the whole answer
   */
  public record Line(int status, String text) {}

  private record Event(@Nullable Line line, @Nullable NodeFailure failure) {
    static final Event END = new Event(null, null);
  }

  private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(AHEAD);
  private final HttpClient http;
  private final HttpRequest request;
  private final RpcEndpoint.Bounds bounds;
  private final Function<@Nullable Throwable, NodeFailure> failures;
  private final Thread reader;
  private boolean isEnded;

  RestStream(
      HttpClient http,
      HttpRequest request,
      RpcEndpoint.Bounds bounds,
      Function<@Nullable Throwable, NodeFailure> failures) {
    this.http = http;
    this.request = request;
    this.bounds = bounds;
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
      HttpResponse<InputStream> answer =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = new BufferedInputStream(answer.body())) {
        String line = line(in);
        while (line != null) {
          if (!line.isBlank()) {
            events.put(new Event(new Line(answer.statusCode(), line), null));
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
    while (next >= 0 && next != '\n') {
      if (bytes.size() >= bounds.maxResponse()) {
        throw new NodeFailure(Kind.TOO_MUCH, "answered more than max-response allows");
      }
      bytes.write(next);
      next = in.read();
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Ends the question as well, whatever the node still had to say. */
  @Override
  public void close() {
    isEnded = true;
    reader.interrupt();
  }
}
