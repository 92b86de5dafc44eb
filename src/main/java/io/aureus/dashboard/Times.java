package io.aureus.dashboard;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Times as pages write and read them: UTC, and they say so. */
final class Times {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private Times() {}

  static String text(@Nullable Instant at) {
    return at == null ? "" : SECONDS.format(at);
  }

  /**
   * The beginning of the day that was typed; null for none. A day that is none is taken for none: a
   * filter is no place for a refusal.
   */
  static @Nullable Instant day(String typed) {
    try {
      return typed.isEmpty()
          ? null
          : LocalDate.parse(typed).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
