package io.aureus.dashboard;

import io.aureus.money.FiatAmount;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Times and prices as pages write them. Times are UTC, and say so. */
final class Texts {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private Texts() {}

  static String time(@Nullable Instant at) {
    return at == null ? "" : SECONDS.format(at);
  }

  /** At least two decimals. */
  static String price(FiatAmount price) {
    int scale = Math.max(2, price.value().stripTrailingZeros().scale());
    String value = price.value().setScale(scale, RoundingMode.UNNECESSARY).toPlainString();
    return value + " " + price.currency();
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
