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
final class ChainFile implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final FileChannel channel;
  private List<ChainEntry> entries;

  private ChainFile(FileChannel channel, List<ChainEntry> entries) {
    this.channel = channel;
    this.entries = entries;
  }

  /**
   * Opens or makes the file. A torn last line, left by a kill, is cut off: nobody saw that change.
   *
   * @throws IllegalStateException where another line cannot be read
   */
  static ChainFile open(Path path) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      byte[] content = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
      List<ChainEntry> entries = new ArrayList<>();
      int start = 0;
      for (int i = 0; i < content.length; i++) {
        if (content[i] == '\n') {
          entries.add(read(content, start, i, path));
          start = i + 1;
        }
      }
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(start);
      channel.position(start);
      return new ChainFile(channel, entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<ChainEntry> entries() {
    return entries;
  }

  /** Once they are replayed there is no need to keep them in memory. */
  void forgetEntries() {
    entries = List.of();
  }

  void append(ChainEntry entry) {
    byte[] line =
        (JSON.writerFor(ChainEntry.class).writeValueAsString(entry) + "\n")
            .getBytes(StandardCharsets.UTF_8);
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

  private static ChainEntry read(byte[] content, int from, int to, Path path) {
    try {
      return JSON.readValue(content, from, to - from, ChainEntry.class);
    } catch (JacksonException e) {
      throw new IllegalStateException(path + " is damaged at byte " + from, e);
    }
  }
}
