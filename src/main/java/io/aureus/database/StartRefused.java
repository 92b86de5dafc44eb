package io.aureus.database;

/**
 * The program will not start, or a command will not run; the message tells the operator why and
 * what would help. It is printed as it stands, without a stack trace.
 */
public final class StartRefused extends RuntimeException {
  public StartRefused(String words) {
    super(words, null, false, false);
  }

  /** The words that the operator reads; never null. */
  public String words() {
    return String.valueOf(getMessage());
  }
}
