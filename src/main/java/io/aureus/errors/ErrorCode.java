package io.aureus.errors;

/**
 * Every way in which Aureus says no. The number is what a merchant's program reads as {@code code};
 * it never changes its meaning.
 */
public enum ErrorCode {
  /** A field is missing, malformed or out of range: the caller can mend it. */
  BAD_REQUEST(400, Fault.CALLER),
  /** No key, a wrong key, a wrong or repeated signature. */
  UNAUTHORIZED(401, Fault.CALLER),
  /** The key is good but may not do this. */
  FORBIDDEN(403, Fault.CALLER),
  /** No such thing, or none that this merchant may see. */
  NOT_FOUND(404, Fault.CALLER),
  /** The path is known, the method is not. */
  METHOD_NOT_ALLOWED(405, Fault.CALLER),
  /** The thing is in a state that does not allow it, or the same key came with another body. */
  CONFLICT(409, Fault.CALLER),
  /** The body is larger than the limit. */
  TOO_LARGE(413, Fault.CALLER),
  /** A coin or a currency that we do not take. */
  UNSUPPORTED(422, Fault.CALLER),
  /** Too many requests for this key. */
  TOO_MANY_REQUESTS(429, Fault.CALLER),
  /** Our own fault. */
  INTERNAL(500, Fault.OURS),
  /** We cannot do it now and say when to try again: no rate, a full queue, no prepared address. */
  UNAVAILABLE(503, Fault.OURS);

  /** Whose fault it is: decides what is logged and how loudly. */
  public enum Fault {
    CALLER,
    OURS
  }

  private final int number;
  private final Fault fault;

  ErrorCode(int number, Fault fault) {
    this.number = number;
    this.fault = fault;
  }

  /** The number on the wire, e.g. 401. */
  public int number() {
    return number;
  }

  public Fault fault() {
    return fault;
  }
}
