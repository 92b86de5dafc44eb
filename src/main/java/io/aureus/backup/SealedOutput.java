package io.aureus.backup;

import java.io.IOException;
import java.io.OutputStream;

/** Seals what is written, part by part. Only {@link #close} writes the last part. */
final class SealedOutput extends OutputStream {
  private final OutputStream out;
  private final SealedParts parts;
  private final byte[] plain = new byte[SealedParts.PART];
  private int filled;
  private long number = 1;
  private boolean closed;

  SealedOutput(OutputStream out, SealedParts parts) throws IOException {
    this.out = out;
    this.parts = parts;
    out.write(parts.line());
    out.write(parts.seal(0, false, SealedParts.FIRST, SealedParts.FIRST.length));
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    int at = from;
    int left = length;
    while (left > 0) {
      // A full part is kept until more comes: it may be the last one.
      if (filled == plain.length) {
        out.write(parts.seal(number++, false, plain, filled));
        filled = 0;
      }
      int fits = Math.min(left, plain.length - filled);
      System.arraycopy(bytes, at, plain, filled, fits);
      filled += fits;
      at += fits;
      left -= fits;
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      out.write(parts.seal(number, true, plain, filled));
      out.flush();
    }
  }
}
