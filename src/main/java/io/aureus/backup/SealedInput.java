package io.aureus.backup;

import io.aureus.database.StartRefused;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Opens a back-up part by part; its end is the end of the last part. Every fault of the file is a
 * {@link StartRefused} that says which.
 */
final class SealedInput extends InputStream {
  private final BufferedInputStream in;
  private final SealedParts parts;
  private final byte[] sealed = new byte[SealedParts.PART + SealedParts.TAG];
  private byte[] plain = new byte[0];
  private int at;
  private long number = 1;
  private boolean ended;

  SealedInput(InputStream file, BackupKey keys) throws IOException {
    this.in = new BufferedInputStream(file, 1 << 17);
    this.parts = SealedParts.of(firstLine(), keys);
    int first = SealedParts.FIRST.length + SealedParts.TAG;
    int read = in.readNBytes(sealed, 0, first);
    if (read < first) {
      throw cutOff(0);
    }
    if (!Arrays.equals(SealedParts.FIRST, parts.open(0, false, sealed, first))) {
      throw new StartRefused(
          "the passphrase is not the one of this back-up (or the first bytes of the file were"
              + " changed)");
    }
  }

  private String firstLine() throws IOException {
    in.mark(SealedParts.LINE);
    byte[] begin = in.readNBytes(SealedParts.LINE);
    in.reset();
    int length = 0;
    while (length < begin.length && begin[length] != '\n') {
      length++;
    }
    if (length == begin.length) {
      throw new StartRefused("this is no back-up of Aureus");
    }
    in.skipNBytes(length + 1L);
    return new String(begin, 0, length, StandardCharsets.US_ASCII);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    while (at == plain.length) {
      if (ended) {
        return -1;
      }
      next();
    }
    int given = Math.min(length, plain.length - at);
    System.arraycopy(plain, at, into, from, given);
    at += given;
    return given;
  }

  private void next() throws IOException {
    int read = in.readNBytes(sealed, 0, sealed.length);
    in.mark(1);
    boolean last = in.read() < 0;
    in.reset();
    byte[] opened = read < SealedParts.TAG ? null : parts.open(number, last, sealed, read);
    if (opened == null) {
      boolean isWhole =
          last && read >= SealedParts.TAG && parts.open(number, false, sealed, read) != null;
      boolean isEnd = !last && parts.open(number, true, sealed, read) != null;
      throw isWhole || read < SealedParts.TAG
          ? cutOff(number)
          : isEnd
              ? new StartRefused("the back-up is damaged: something follows its end")
              : new StartRefused(
                  "the back-up is damaged: part %d (from byte %d on) was changed, moved or cut off"
                      .formatted(number, byteOf(number)));
    }
    plain = opened;
    at = 0;
    ended = last;
    number++;
  }

  private long byteOf(long part) {
    return parts.line().length
        + SealedParts.FIRST.length
        + SealedParts.TAG
        + (part - 1) * sealed.length;
  }

  private static StartRefused cutOff(long after) {
    return new StartRefused("the back-up is cut off: it ends at part %d".formatted(after));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
