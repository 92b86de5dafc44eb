package io.aureus.dashboard;

import io.aureus.money.FiatAmount;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Times, prices and refusals as pages write them. Times are UTC, and say so. */
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

  /** A length of time in its largest units, e.g. {@code 1 day 12 hours}; {@code none} for zero. */
  static String length(Duration length) {
    String words =
        Stream.of(
                count(length.toDaysPart(), "day"),
                count(length.toHoursPart(), "hour"),
                count(length.toMinutesPart(), "minute"),
                count(length.toSecondsPart(), "second"))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" "));
    return words.isEmpty() ? "none" : words;
  }

  private static String count(long number, String unit) {
    return switch ((int) Math.min(2, number)) {
      case 0 -> "";
      case 1 -> "1 " + unit;
      default -> number + " " + unit + "s";
    };
  }

  /** A refusal's words are the middle of a program's message; people read sentences. */
  static String sentence(String words) {
    String capital = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    return capital.endsWith(".") ? capital : capital + ".";
  }

  /**
   * The beginning of the day that was typed; null for none. A day that is none, or one that no
   * order can be of, is taken for none: a filter is no place for a refusal.
   */
  static @Nullable Instant day(String typed) {
    try {
      LocalDate day = typed.isEmpty() ? null : LocalDate.parse(typed);
      return day == null || day.getYear() < 1970 || day.getYear() > 9998
          ? null
          : day.atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
