package io.aureus.web;

import io.nayuki.qrcodegen.QrCode;
import io.nayuki.qrcodegen.QrSegment;
import java.util.ArrayList;
import java.util.List;

/**
 * A QR code as the outline of its dark squares. Public because templates read it.
 *
 * @param size side in squares, with a quiet zone of four on each side (ISO/IEC 18004)
 * @param path SVG path data, one unit per square
 */
public record QrPicture(int size, String path) {
  private static final int QUIET_ZONE = 4;

  /** Fewer capitals than that do not pay for the heads of a segment and of the next. */
  private static final int WORTHWHILE = 15;

  /** Medium correction: a phone reads it from a smeared screen. */
  public static QrPicture of(String text) {
    QrCode code = QrCode.encodeSegments(segments(text), QrCode.Ecc.MEDIUM);
    StringBuilder path = new StringBuilder(4_096);
    for (int y = 0; y < code.size; y++) {
      int x = 0;
      while (x < code.size) {
        int run = 0;
        while (x + run < code.size && code.getModule(x + run, y)) {
          run++;
        }
        if (run > 0) {
          path.append('M').append(x + QUIET_ZONE).append(' ').append(y + QUIET_ZONE);
          path.append('h').append(run).append("v1h-").append(run).append('z');
        }
        x += run + 1;
      }
    }
    return new QrPicture(code.size + 2 * QUIET_ZONE, path.toString());
  }

  /**
   * Capitals and digits take five and a half bits each where they stand apart from other letters,
   * which take eight.
   */
  private static List<QrSegment> segments(String text) {
    List<QrSegment> segments = new ArrayList<>();
    int others = 0;
    int from = 0;
    while (from < text.length()) {
      int end = from;
      while (end < text.length() && QrSegment.isAlphanumeric(text.substring(end, end + 1))) {
        end++;
      }
      if (end - from >= WORTHWHILE) {
        segments.addAll(plain(text.substring(others, from)));
        segments.addAll(QrSegment.makeSegments(text.substring(from, end)));
        others = end;
      }
      from = Math.max(end, from + 1);
    }
    segments.addAll(plain(text.substring(others)));
    return segments;
  }

  private static List<QrSegment> plain(String text) {
    return text.isEmpty() ? List.of() : QrSegment.makeSegments(text);
  }
}
