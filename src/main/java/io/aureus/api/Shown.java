package io.aureus.api;

/** What came from outside, made fit for a message: short, on one line. */
final class Shown {
  private static final int MOST = 40;

  private Shown() {}

  static String of(String came) {
    String line = came.replaceAll("[\\p{Cntrl}\\p{Co}\\p{Cs}]", "?");
    return line.length() <= MOST ? line : line.substring(0, MOST) + "…";
  }
}
