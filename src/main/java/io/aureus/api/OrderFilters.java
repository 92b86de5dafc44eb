package io.aureus.api;

import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the filters of the order list. */
final class OrderFilters {
  private static final List<String> TYPES = List.of("ORDER", "INVOICE", "ADDRESS");

  private OrderFilters() {}

  static OrderBook.Filter of(QueryValues query) {
    return new OrderBook.Filter(
        status(query),
        code(query, "chain"),
        code(query, "currency"),
        type(query),
        code(query, "platform"),
        time(query, "start"),
        time(query, "end"));
  }

  private static @Nullable OrderStatus status(QueryValues query) {
    Optional<String> given = upper(query, "status");
    if (given.isEmpty()) {
      return null;
    }
    return Arrays.stream(OrderStatus.values())
        .filter(status -> status.name().equals(given.get()))
        .findFirst()
        .orElseThrow(
            () ->
                Fields.bad(
                    "status: \"%s\" is not one of %s"
                        .formatted(Shown.of(given.get()), Arrays.toString(OrderStatus.values()))));
  }

  private static @Nullable String type(QueryValues query) {
    Optional<String> given = upper(query, "order_type");
    if (given.isPresent() && !TYPES.contains(given.get())) {
      throw Fields.bad(
          "order_type: \"%s\" is not one of %s".formatted(Shown.of(given.get()), TYPES));
    }
    return given.orElse(null);
  }

  private static @Nullable String code(QueryValues query, String name) {
    String code = upper(query, name).orElse(null);
    if (code != null && code.indexOf('\0') >= 0) {
      throw Fields.bad(name + " holds a control character");
    }
    return code;
  }

  private static @Nullable Instant time(QueryValues query, String name) {
    Optional<String> given = query.get(name);
    if (given.isEmpty()) {
      return null;
    }
    String text = given.get().strip();
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      boolean zoned = text.endsWith("Z") || text.matches(".*[+-][0-9]{2}:[0-9]{2}");
      return zoned
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw Fields.bad(
          "%s: \"%s\" is not a time; send UTC like 2024-04-26T10:39:47, or a day like 2024-04-26"
              .formatted(name, Shown.of(text)));
    }
  }

  private static Optional<String> upper(QueryValues query, String name) {
    return query.get(name).map(text -> text.strip().toUpperCase(Locale.ROOT));
  }
}
