package io.aureus.sandbox;

import java.util.Map;

/** An error of a Core Lightning, as clnrest writes it. */
final class ClnError extends RuntimeException {
  static final int OTHER = -1;
  static final int UNKNOWN_COMMAND = -32601;
  static final int ROUTE_FAILED = 205;
  static final int CANNOT_PAY = 207;
  static final int LABEL_TAKEN = 900;
  static final int TIMED_OUT = 904;
  static final int NOT_PERMITTED = 1502;

  private static final long serialVersionUID = 1L;

  private final int code;

  ClnError(int code, String words) {
    super(words, null, false, false);
    this.code = code;
  }

  int status() {
    return switch (code) {
      case NOT_PERMITTED -> 401;
      case UNKNOWN_COMMAND -> 404;
      default -> 500;
    };
  }

  Map<String, Object> json() {
    return Map.of("code", code, "message", String.valueOf(getMessage()));
  }
}
