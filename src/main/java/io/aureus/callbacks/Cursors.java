package io.aureus.callbacks;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The feed's cursors: opaque to the caller, URL-safe. */
final class Cursors {
  private static final EventRows.Position BEGINNING = new EventRows.Position(0, 0, 0);
  private static final Pattern PLAIN =
      Pattern.compile("([0-9]{1,9})\\.([0-9]{1,18})\\.([0-9]{1,18})");

  private Cursors() {}

  static String text(EventRows.Position position) {
    String plain = position.era() + "." + position.tx() + "." + position.seq();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
  }

  static EventRows.Position position(String cursor) {
    if (cursor.isEmpty()) {
      return BEGINNING;
    }
    Matcher plain = PLAIN.matcher(decoded(cursor));
    if (!plain.matches()) {
      throw unknown();
    }
    return new EventRows.Position(
        Integer.parseInt(plain.group(1)),
        Long.parseLong(plain.group(2)),
        Long.parseLong(plain.group(3)));
  }

  private static String decoded(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException notBase64) {
      throw unknown();
    }
  }

  private static Refusal unknown() {
    return new Refusal(
        ErrorCode.BAD_REQUEST,
        "after: not a cursor of this feed; give the cursor of the last event you have, or leave"
            + " it out to begin at the beginning");
  }
}
