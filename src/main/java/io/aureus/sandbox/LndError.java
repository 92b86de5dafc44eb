package io.aureus.sandbox;

import java.util.Map;

/** An error of LND: a code of gRPC, and words. */
final class LndError extends RuntimeException {
  static final int UNKNOWN = 2;
  static final int INVALID = 3;
  static final int NOT_FOUND = 5;
  static final int EXISTS = 6;
  static final int UNIMPLEMENTED = 12;

  private static final long serialVersionUID = 1L;

  private static final Map<Integer, Integer> STATUS =
      Map.of(UNKNOWN, 500, INVALID, 400, NOT_FOUND, 404, EXISTS, 409, UNIMPLEMENTED, 501);

  private final int code;

  LndError(int code, String words) {
    super(words, null, false, false);
    this.code = code;
  }

  /** With which it comes by HTTP. */
  int status() {
    return STATUS.getOrDefault(code, 500);
  }

  Map<String, Object> json() {
    return Map.of("code", code, "message", String.valueOf(getMessage()), "details", new int[0]);
  }
}
