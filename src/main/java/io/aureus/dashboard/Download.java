package io.aureus.dashboard;

import jakarta.servlet.http.HttpServletResponse;

/** Files that the dashboard hands out. */
final class Download {
  private Download() {}

  /** A file that is written line by line; nobody keeps it on the way. */
  static void begin(HttpServletResponse response, String name) {
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }
}
