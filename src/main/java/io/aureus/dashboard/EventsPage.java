package io.aureus.dashboard;

import java.util.List;

/** The feed of events. Public because templates read it. */
public record EventsPage(Shell shell, List<Row> rows, Paging paging) {
  /**
   * @param about what it is about, e.g. {@code Order 2026…}
   * @param link its page
   * @param data as programs get it
   */
  public record Row(
      String id, String type, String at, String about, String link, String cursor, String data) {}
}
