package io.aureus.backup;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * What lies inside of the seal: a head, then tables and files each with its pieces, then a tail. A
 * piece is its length and its bytes; one of no length ends them.
 */
final class RecordOutput {
  static final int HEAD = 'H';
  static final int TABLE = 'T';
  static final int FILE = 'F';
  static final int TAIL = 'E';
  private static final int PIECE = 32 << 10;

  private final DataOutputStream out;

  RecordOutput(OutputStream out) {
    this.out = new DataOutputStream(out);
  }

  void json(int kind, Object value) throws IOException {
    byte[] json = Manifest.JSON.writeValueAsBytes(value);
    out.write(kind);
    out.writeInt(json.length);
    out.write(json);
  }

  /** Writes all that {@code copy} gives. */
  Manifest.Count stream(int kind, String name, Copy copy) throws IOException {
    out.write(kind);
    out.writeUTF(name);
    Pieces pieces = new Pieces();
    copy.to(pieces);
    pieces.flush();
    out.writeInt(0);
    return pieces.counted.of(name);
  }

  void flush() throws IOException {
    out.flush();
  }

  /** Gives its bytes. */
  interface Copy {
    void to(OutputStream out) throws IOException;
  }

  private final class Pieces extends OutputStream {
    private final Counted counted = new Counted();
    private final byte[] piece = new byte[PIECE];
    private int filled;

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      int at = from;
      while (at < from + length) {
        if (filled == PIECE) {
          flush();
        }
        int fits = Math.min(from + length - at, PIECE - filled);
        System.arraycopy(bytes, at, piece, filled, fits);
        filled += fits;
        at += fits;
      }
    }

    @Override
    public void flush() throws IOException {
      if (filled > 0) {
        counted.add(piece, 0, filled);
        out.writeInt(filled);
        out.write(piece, 0, filled);
        filled = 0;
      }
    }
  }
}
