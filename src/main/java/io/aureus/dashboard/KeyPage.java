package io.aureus.dashboard;

import java.util.List;
import java.util.function.Function;

/**
 * A page of a list that is read by key, newest first, and the ways to the pages beside it.
 *
 * @param newer the address of those above; empty at the top
 * @param older the address of those below; empty at the end
 */
record KeyPage<T>(List<T> rows, String newer, String older) {
  static final int ROWS = 20;

  /** Rows older or newer than a key, those nearest to it, the newest first. */
  interface Read<T> {
    List<T> next(String key, int most);
  }

  /**
   * One row more than is shown is read, which says whether a page follows.
   *
   * @param key of a row
   */
  static <T> KeyPage<T> of(Asked asked, Read<T> older, Read<T> newer, Function<T, String> key) {
    if (!asked.after().isEmpty()) {
      List<T> above = newer.next(asked.after(), ROWS + 1);
      if (above.size() > ROWS) {
        List<T> shown = above.subList(1, above.size());
        return new KeyPage<>(
            shown,
            asked.newerThan(key.apply(shown.getFirst())),
            asked.olderThan(key.apply(shown.getLast())));
      }
    }
    // Also where fewer than a page are above: the first page is whole.
    String from = asked.after().isEmpty() ? asked.before() : "";
    List<T> below = older.next(from, ROWS + 1);
    List<T> shown = below.size() > ROWS ? below.subList(0, ROWS) : below;
    return new KeyPage<>(
        shown,
        from.isEmpty() ? "" : newest(asked, shown, key),
        below.size() > ROWS ? asked.olderThan(key.apply(shown.getLast())) : "");
  }

  private static <T> String newest(Asked asked, List<T> shown, Function<T, String> key) {
    return shown.isEmpty() ? asked.first() : asked.newerThan(key.apply(shown.getFirst()));
  }
}
