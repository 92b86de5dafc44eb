package io.aureus.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The values of a query string or a form. The first value of a name counts; what is not properly
 * encoded is taken as it came, since plugins paste addresses unencoded.
 */
final class QueryValues {
  private static final int MOST = 100;

  private final Map<String, String> values;

  private QueryValues(Map<String, String> values) {
    this.values = values;
  }

  static QueryValues parse(String raw) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : raw.split("&", MOST)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      values.putIfAbsent(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
    }
    return new QueryValues(values);
  }

  /** Absent and empty are the same. */
  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  /** A whole number from {@code least} to {@code most}. */
  int number(String name, int absent, int least, int most) {
    Optional<String> given = get(name);
    if (given.isEmpty()) {
      return absent;
    }
    String text = given.get();
    if (text.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw Fields.bad(
        "%s: \"%s\" is not a whole number from %d to %d"
            .formatted(name, Shown.of(text), least, most));
  }

  private static String decoded(String raw) {
    try {
      return URLDecoder.decode(raw, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return raw;
    }
  }
}
