package io.aureus.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.aureus.errors.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The shape of every reply. Errors carry their words twice: clients read {@code message} where the
 * HTTP status is 200 and {@code msg} where it is not.
 *
 * @param code 0 for success, else the number of an {@link ErrorCode}
 */
@JsonPropertyOrder({"code", "message", "msg", "data", "result"})
record Envelope(int code, String message, String msg, @Nullable Object data, boolean result) {

  static Envelope of(Object data) {
    return new Envelope(0, "ok", "ok", data, true);
  }

  static Envelope refused(ErrorCode code, String words) {
    return refused(code, words, null);
  }

  static Envelope refused(ErrorCode code, String words, @Nullable Object data) {
    return new Envelope(code.number(), words, words, data, false);
  }
}
