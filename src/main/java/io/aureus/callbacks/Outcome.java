package io.aureus.callbacks;

/**
 * What came of one call.
 *
 * @param status the HTTP status, 0 where no answer came
 * @param excerpt the answer's beginning, or why there is none; at most 1,024 characters
 * @param mayHaveArrived whether the shop may have acted on it though no answer came
 */
record Outcome(int status, long latencyMillis, String excerpt, boolean mayHaveArrived) {

  /** Nothing was sent. */
  static Outcome notSent(long latencyMillis, String words) {
    return new Outcome(0, latencyMillis, words, false);
  }

  /** A merchant may take any 2xx for an answer; exactly 200 is what the API documents. */
  boolean isSuccess(boolean any2xx) {
    return status == 200 || (any2xx && status >= 200 && status < 300);
  }

  /** For the list of endpoints. */
  String words() {
    return status == 0 ? excerpt : "HTTP " + status;
  }
}
