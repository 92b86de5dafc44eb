package io.aureus.api;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.databind.json.JsonMapper;

/** The one place where an answer, a refusal or a fault becomes a reply. */
final class Replies {
  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

  private final JsonMapper json = ApiJson.MAPPER;
  private final RandomGenerator random;
  private final boolean mirrorStatus;

  Replies(RandomGenerator random, boolean mirrorStatus) {
    this.random = random;
    this.mirrorStatus = mirrorStatus;
  }

  Reply ok(Object data) {
    return new Reply(200, json.writeValueAsString(Envelope.of(data)));
  }

  /** A no that is an answer: always HTTP 200. */
  Reply no(ErrorCode code, String words, Object data) {
    return new Reply(200, json.writeValueAsString(Envelope.refused(code, words, data)));
  }

  /** Never throws: whatever went wrong, the client gets an envelope. */
  Reply of(Throwable problem) {
    return switch (root(problem)) {
      case Refusal refusal -> refused(refusal);
      case HttpRequestMethodNotSupportedException wrong -> wrongMethod(wrong);
      case NoResourceFoundException _ -> unknownPath();
      case NoHandlerFoundException _ -> unknownPath();
      case ErrorResponse known when known.getStatusCode().is4xxClientError() ->
          transport(known.getStatusCode().value());
      case CannotGetJdbcConnectionException _ -> busy();
      case CannotCreateTransactionException _ -> busy();
      case Throwable fault -> fault(fault);
    };
  }

  /** A reply for a status that the server itself came to, without an exception of ours. */
  Reply transport(int status) {
    return switch (status) {
      case 404 -> unknownPath();
      case 405 ->
          plain(405, ErrorCode.METHOD_NOT_ALLOWED, "this path does not take this method", Map.of());
      case 413 -> plain(413, ErrorCode.TOO_LARGE, "the request is too large", Map.of());
      default -> {
        if (status >= 500) {
          yield fault(new IllegalStateException("the server ended a request with " + status));
        }
        yield plain(
            status,
            ErrorCode.BAD_REQUEST,
            "the request could not be read: its URL or its headers are malformed",
            Map.of());
      }
    };
  }

  private Reply refused(Refusal refusal) {
    ErrorCode code = refusal.code();
    Map<String, String> headers = new HashMap<>();
    Duration wait = refusal.retryAfter();
    if (wait == null && code == ErrorCode.UNAVAILABLE) {
      wait = Duration.ofSeconds(2);
    }
    if (wait != null) {
      headers.put("Retry-After", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
    }
    if (code == ErrorCode.TOO_LARGE) {
      headers.put("Connection", "close");
    }
    if (code.fault() == ErrorCode.Fault.OURS) {
      LOG.warn("refused with {}: {}", code, refusal.words());
    }
    return plain(status(code), code, refusal.words(), headers);
  }

  /**
   * HTTP 200 for what a shop's program did wrong, unless mirrored; the true status for our own
   * faults and for a body that was never read.
   */
  private int status(ErrorCode code) {
    boolean ownStatus = code.fault() == ErrorCode.Fault.OURS || code == ErrorCode.TOO_LARGE;
    return mirrorStatus || ownStatus ? code.number() : 200;
  }

  /** No connection to the database came free in time: more was asked at once than it can take. */
  private Reply busy() {
    return refused(
        new Refusal(
            ErrorCode.UNAVAILABLE,
            "the server is too busy: ask again, with the same Idempotency-Key where the request"
                + " had one, so that nothing is done twice"));
  }

  private Reply wrongMethod(HttpRequestMethodNotSupportedException wrong) {
    String[] right = Objects.requireNonNullElse(wrong.getSupportedMethods(), new String[0]);
    String allowed = String.join(", ", right);
    return plain(
        405,
        ErrorCode.METHOD_NOT_ALLOWED,
        "this path does not take " + Shown.of(wrong.getMethod()) + "; it takes " + allowed,
        Map.of("Allow", allowed));
  }

  private Reply unknownPath() {
    return plain(
        404, ErrorCode.NOT_FOUND, "there is no such path; /openapi.yaml lists them all", Map.of());
  }

  private Reply fault(Throwable fault) {
    byte[] bytes = new byte[6];
    random.nextBytes(bytes);
    String incident = HexFormat.of().formatHex(bytes);
    LOG.error("incident {}", incident, fault);
    return plain(
        500,
        ErrorCode.INTERNAL,
        "something went wrong on our side; tell the operator incident " + incident,
        Map.of());
  }

  private Reply plain(int status, ErrorCode code, String words, Map<String, String> headers) {
    return new Reply(status, json.writeValueAsString(Envelope.refused(code, words)), headers);
  }

  private static Throwable root(Throwable problem) {
    Throwable at = problem;
    while (at instanceof jakarta.servlet.ServletException
        && !(at instanceof ErrorResponse)
        && at.getCause() != null) {
      at = at.getCause();
    }
    return at;
  }
}
