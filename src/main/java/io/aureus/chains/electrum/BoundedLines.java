package io.aureus.chains.electrum;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads lines that end in a line feed and are of a bounded length. For one thread. */
final class BoundedLines {
  /** A line is longer than allowed: nothing after it can be read. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1;

    TooLong(int longest) {
      super("a line of more than " + longest + " bytes");
    }
  }

  private final InputStream in;
  private final int longest;
  private byte[] buffer = new byte[8_192];
  private int from;
  private int end;

  /**
   * @param longest in bytes, the line feed not counted
   */
  BoundedLines(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** The next line without its end; null where the stream ends, even in the middle of a line. */
  byte @Nullable [] next() throws IOException {
    int looked = from;
    while (true) {
      for (; looked < end; looked++) {
        if (buffer[looked] == '\n') {
          byte[] line = Arrays.copyOfRange(buffer, from, looked);
          from = looked + 1;
          return line;
        }
      }
      if (end - from > longest) {
        throw new TooLong(longest);
      }
      looked -= makeRoom();
      int read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        return null;
      }
      end += read;
    }
  }

  /** By how much the bytes were moved down. */
  private int makeRoom() {
    int moved = 0;
    if (end == buffer.length) {
      moved = from;
      byte[] target =
          end - from > buffer.length / 2
              ? new byte[(int) Math.min(2L * buffer.length, longest + 8_192L)]
              : buffer;
      System.arraycopy(buffer, from, target, 0, end - from);
      buffer = target;
      end -= from;
      from = 0;
    }
    return moved;
  }
}
