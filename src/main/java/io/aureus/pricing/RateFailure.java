package io.aureus.pricing;

/** A source gave no usable answer. The words are shown to operators, and hold no secret. */
final class RateFailure extends RuntimeException {
  private static final int LONGEST = 200;

  RateFailure(String words) {
    // Without a stack trace: it says something about a server, not about our code.
    super(tidy(words), null, false, false);
  }

  String words() {
    return String.valueOf(getMessage());
  }

  private static String tidy(String words) {
    String plain = words.replaceAll("[^\\x20-\\x7e]", "?");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
  }
}
