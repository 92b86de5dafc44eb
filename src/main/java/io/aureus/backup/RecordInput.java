package io.aureus.backup;

import io.aureus.database.StartRefused;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads a back-up from its beginning to its end, and holds what it says against its tail. */
final class RecordInput {
  private static final int MOST = 16 << 20;

  /** What is done with the contents as they go by; what it leaves unread is read for it. */
  interface Reader {
    void head(Manifest.Head head) throws IOException;

    void table(Manifest.Table table, InputStream rows) throws IOException;

    void file(String name, InputStream bytes) throws IOException;

    void tail(Manifest.Tail tail) throws IOException;
  }

  private RecordInput() {}

  /**
   * @throws StartRefused where the file is not whole, or does not open
   */
  static void read(Path file, BackupKey keys, Reader reader) {
    if (!Files.isRegularFile(file)) {
      throw new StartRefused("there is no file " + file);
    }
    try (SealedInput sealed = new SealedInput(Files.newInputStream(file), keys);
        DataInputStream in = new DataInputStream(new GZIPInputStream(sealed, 1 << 16))) {
      read(in, reader);
      if (in.read() >= 0 || sealed.read() >= 0) {
        throw new StartRefused("the back-up is damaged: something follows its end");
      }
    } catch (java.io.EOFException | java.util.zip.ZipException e) {
      throw new StartRefused("the back-up is damaged inside of its seal: " + e.getMessage());
    } catch (IOException e) {
      throw new StartRefused("cannot read " + file + ": " + e.getMessage());
    }
  }

  private static void read(DataInputStream in, Reader reader) throws IOException {
    Manifest.Head head = json(in, RecordOutput.HEAD, Manifest.Head.class);
    reader.head(head);
    List<Manifest.Count> counts = new ArrayList<>();
    List<String> tables = new ArrayList<>();
    int kind = in.read();
    while (kind == RecordOutput.TABLE || kind == RecordOutput.FILE) {
      String name = in.readUTF();
      Pieces pieces = new Pieces(in);
      if (kind == RecordOutput.TABLE) {
        tables.add(name);
        reader.table(table(head, name), pieces);
      } else {
        reader.file(name, pieces);
      }
      pieces.skipRest();
      counts.add(pieces.counted.of(name));
      kind = in.read();
    }
    if (kind != RecordOutput.TAIL) {
      throw unknown();
    }
    Manifest.Tail tail = json(in, Manifest.Tail.class);
    if (!tail.counts().equals(counts)
        || !tables.equals(head.tables().stream().map(Manifest.Table::name).toList())) {
      throw new StartRefused("the back-up is damaged: its rows are not those of its manifest");
    }
    reader.tail(tail);
  }

  private static Manifest.Table table(Manifest.Head head, String name) {
    return head.tables().stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(RecordInput::unknown);
  }

  private static <T> T json(DataInputStream in, int kind, Class<T> type) throws IOException {
    if (in.read() != kind) {
      throw unknown();
    }
    return json(in, type);
  }

  private static <T> T json(DataInputStream in, Class<T> type) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MOST) {
      throw unknown();
    }
    return Manifest.read(in.readNBytes(length), type);
  }

  private static StartRefused unknown() {
    return new StartRefused(
        "the back-up was written by another version of Aureus, which this one cannot read");
  }

  private static final class Pieces extends InputStream {
    private final DataInputStream in;
    private final Counted counted = new Counted();
    private int left;
    private boolean ended;

    Pieces(DataInputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (left == 0 && !ended) {
        left = in.readInt();
        ended = left <= 0;
      }
      if (ended || length == 0) {
        return ended ? -1 : 0;
      }
      int read = in.read(into, from, Math.min(length, left));
      if (read < 0) {
        throw new java.io.EOFException("a table ends in its middle");
      }
      left -= read;
      counted.add(into, from, read);
      return read;
    }

    void skipRest() throws IOException {
      byte[] away = new byte[1 << 13];
      while (read(away, 0, away.length) >= 0) {
        // It is counted as it goes by.
      }
    }
  }
}
