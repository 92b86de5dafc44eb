package io.aureus.chains.nodes;

import io.aureus.chains.nodes.NodeFailure.Kind;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends one request and takes its answer, whole or not at all: bounded in time and in size. */
final class BoundedHttp {
  private static final int LONGEST_REST = 300;

  private BoundedHttp() {}

  static HttpResponse<byte[]> send(HttpClient http, HttpRequest request, Duration wait, long most)
      throws NodeFailure {
    return send(http, request, wait, most, cause -> failure(cause, wait));
  }

  /**
   * @param failures tells what a failure of the connection means
   */
  static HttpResponse<byte[]> send(
      HttpClient http,
      HttpRequest request,
      Duration wait,
      long most,
      Function<@Nullable Throwable, NodeFailure> failures)
      throws NodeFailure {
    // The request's own timeout ends with the headers; this one holds for the body as well.
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(
            request,
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), most));
    try {
      return answer.get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw slow(wait);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw interrupted();
    } catch (ExecutionException e) {
      throw failures.apply(e.getCause());
    }
  }

  static NodeFailure slow(Duration wait) {
    return new NodeFailure(Kind.TIMEOUT, "did not answer within " + wait.toMillis() + " ms");
  }

  static NodeFailure interrupted() {
    Thread.currentThread().interrupt();
    return new NodeFailure(Kind.UNREACHABLE, "was not waited for, since we stop");
  }

  static NodeFailure failure(@Nullable Throwable cause, Duration wait) {
    if (cause instanceof HttpTimeoutException) {
      return slow(wait);
    }
    if (cause instanceof IOException && String.valueOf(cause.getMessage()).contains("capacity")) {
      return new NodeFailure(Kind.TOO_MUCH, "answered more than max-response allows");
    }
    String kind = cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")";
    return new NodeFailure(Kind.UNREACHABLE, "cannot be reached" + kind);
  }

  /** HTTP 429, and how long the node wants to be left alone where it says so. */
  static NodeFailure tooOften(HttpHeaders headers) {
    Duration wait = headers.firstValue("Retry-After").map(BoundedHttp::seconds).orElse(null);
    return new NodeFailure(Kind.RATE_LIMITED, "says that we ask too often (HTTP 429)", wait);
  }

  private static @Nullable Duration seconds(String text) {
    try {
      return Duration.ofSeconds(Math.clamp(Long.parseLong(text.strip()), 0, LONGEST_REST));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
