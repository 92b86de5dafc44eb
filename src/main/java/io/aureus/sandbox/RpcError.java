package io.aureus.sandbox;

/** An error object of JSON-RPC 2.0. Thrown to be answered, so it has no stack trace. */
final class RpcError extends RuntimeException {
  static final int INVALID_REQUEST = -32600;
  static final int NO_SUCH_METHOD = -32601;
  static final int INVALID_PARAMS = -32602;
  static final int LIMIT_EXCEEDED = -32005;
  static final int EXECUTION = -32000;

  private final int code;

  RpcError(int code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  static RpcError params(String message) {
    return new RpcError(INVALID_PARAMS, message);
  }

  int code() {
    return code;
  }
}
