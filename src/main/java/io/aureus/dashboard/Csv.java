package io.aureus.dashboard;

import java.util.List;
import java.util.stream.Collectors;

/** Lines of a CSV file (RFC 4180). */
final class Csv {
  private Csv() {}

  static String line(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  /**
   * What people typed is never a formula to the program that opens it: an apostrophe before it
   * makes it text, also where its first sign is the wide form of one that begins formulas.
   */
  private static String cell(String text) {
    String safe =
        text.matches("(?s)[=+\\-@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20].*") ? "'" + text : text;
    return "\"" + safe.replace("\"", "\"\"") + "\"";
  }
}
