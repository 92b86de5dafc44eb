package io.aureus.errors;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A refusal that the caller is told of, word for word: the message says what is wrong and what
 * would be right, and holds no secret. It carries no stack trace, since it is an answer and not a
 * fault.
 */
public final class Refusal extends RuntimeException {
  private final ErrorCode code;
  private final transient @Nullable Duration retryAfter;

  public Refusal(ErrorCode code, String message) {
    this(code, message, null);
  }

  /**
   * @param retryAfter how long to wait before trying again, or null where waiting does not help
   */
  public Refusal(ErrorCode code, String message, @Nullable Duration retryAfter) {
    super(message, null, false, false);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  public ErrorCode code() {
    return code;
  }

  /** The words that the caller reads; never null. */
  public String words() {
    return String.valueOf(getMessage());
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
