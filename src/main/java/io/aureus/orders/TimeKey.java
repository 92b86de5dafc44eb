package io.aureus.orders;

import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a row stands in a list by time: by its time, which the database keeps in microseconds, then
 * by its id.
 */
public record TimeKey(Instant at, UUID id) {
  /** Above every row. */
  public static final TimeKey TOP =
      new TimeKey(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

  private static final Pattern FORM = Pattern.compile("([0-9]{1,17})-([0-9a-f]{32})");

  /** From an address that anybody may have typed: what is no key is {@link #TOP}. */
  public static TimeKey read(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return TOP;
    }
    BigInteger id = new BigInteger(form.group(2), 16);
    return new TimeKey(
        Instant.EPOCH.plus(Long.parseLong(form.group(1)), ChronoUnit.MICROS),
        new UUID(id.shiftRight(Long.SIZE).longValue(), id.longValue()));
  }

  /** What {@link #read} reads: digits and small letters. */
  public String text() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "-" + id.toString().replace("-", "");
  }
}
