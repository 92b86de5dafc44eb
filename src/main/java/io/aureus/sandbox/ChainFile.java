package io.aureus.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The append-only file of the simulated chain: one line of JSON per change, on the disk before the
 * change is seen, so that the chain survives a kill at any moment.
 */
final class ChainFile<E> implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final FileChannel channel;
  private final Class<E> type;
  private List<E> entries;

  private ChainFile(FileChannel channel, Class<E> type, List<E> entries) {
    this.channel = channel;
    this.type = type;
    this.entries = entries;
  }

  /**
   * Opens or makes the file. A torn last line, left by a kill, is cut off: nobody saw that change.
   *
   * @param type of the changes
   * @throws IllegalStateException where another line cannot be read
   */
  static <E> ChainFile<E> open(Path path, Class<E> type) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      byte[] content = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
      List<E> entries = new ArrayList<>();
      int start = 0;
      for (int i = 0; i < content.length; i++) {
        if (content[i] == '\n') {
          entries.add(read(content, start, i, type, path));
          start = i + 1;
        }
      }
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(start);
      channel.position(start);
      return new ChainFile<>(channel, type, entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<E> entries() {
    return entries;
  }

  /** Once they are replayed there is no need to keep them in memory. */
  void forgetEntries() {
    entries = List.of();
  }

  void append(E entry) {
    byte[] line =
        (JSON.writerFor(type).writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      ByteBuffer buffer = ByteBuffer.wrap(line);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static <E> E read(byte[] content, int from, int to, Class<E> type, Path path) {
    try {
      return JSON.readValue(content, from, to - from, type);
    } catch (JacksonException e) {
      throw new IllegalStateException(path + " is damaged at byte " + from, e);
    }
  }
}
