package io.aureus.sandbox;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One who listens to {@link ZmqPublisher}. Whatever it says that no subscriber would closes its
 * line; nothing that it sends makes us keep more than a few kilobytes.
 */
final class ZmqSubscriber implements AutoCloseable {
  static final int MOST_TOPICS = 64;

  private static final int GREETING = 64;
  private static final int SIGNATURE_END = 9;
  private static final int MAJOR_AT = 10;
  private static final int MECHANISM_AT = 12;
  private static final int MECHANISM = 20;
  private static final int MORE = 1;
  private static final int COMMAND = 4;
  private static final int SUBSCRIBE = 1;
  private static final int CANCEL = 0;

  /** For each part of the greeting: afterwards a subscriber has nothing more to say. */
  private static final int WAIT_MILLIS = 5_000;

  /** As bitcoind's high water mark; what is more is lost. */
  static final int ROOM = 1_000;

  private final Socket socket;
  private final Set<String> topics = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>(ROOM);
  private final Thread sender = Thread.ofVirtual().unstarted(this::send);

  /** What it says, byte for byte. */
  private record Frame(boolean isCommand, String words) {}

  ZmqSubscriber(Socket socket) {
    this.socket = socket;
  }

  /** Greets and hears what it wants, until the line ends. */
  void serve() {
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(WAIT_MILLIS);
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      greet(in);
      socket.setSoTimeout(0);
      sender.start();
      while (true) {
        Frame frame = frame(in);
        if (!frame.isCommand()) {
          note(frame.words());
        }
      }
    } catch (IOException e) {
      // Whoever does not speak as a subscriber is left; he may come again.
    }
  }

  private void greet(DataInputStream in) throws IOException {
    byte[] greeting = new byte[GREETING];
    greeting[0] = (byte) 0xff;
    greeting[SIGNATURE_END] = 0x7f;
    greeting[MAJOR_AT] = 3;
    byte[] mechanism = ascii("NULL");
    System.arraycopy(mechanism, 0, greeting, MECHANISM_AT, mechanism.length);
    OutputStream out = socket.getOutputStream();
    out.write(greeting);
    byte[] theirs = new byte[GREETING];
    in.readFully(theirs);
    boolean isSigned = (theirs[0] & 0xff) == 0xff && (theirs[SIGNATURE_END] & 1) == 1;
    byte[] spoken = Arrays.copyOfRange(theirs, MECHANISM_AT, MECHANISM_AT + MECHANISM);
    if (!isSigned
        || theirs[MAJOR_AT] < 3
        || !Arrays.equals(spoken, Arrays.copyOf(mechanism, MECHANISM))) {
      throw new IOException("no subscriber of version 3 without keys");
    }
    out.write(frame(COMMAND, ascii("\u0005READY\u000bSocket-Type\0\0\0\u0003PUB")));
    Frame ready = frame(in);
    String words = ready.words();
    boolean hears =
        words.contains("Socket-Type\0\0\0\u0003SUB")
            || words.contains("Socket-Type\0\0\0\u0004XSUB");
    if (!ready.isCommand() || !words.startsWith("\u0005READY") || !hears) {
      throw new IOException("no subscriber");
    }
  }

  private void note(String wish) throws IOException {
    int kind = wish.isEmpty() ? -1 : wish.charAt(0);
    if (kind != SUBSCRIBE && kind != CANCEL) {
      throw new IOException("said what is no subscription");
    }
    String topic = wish.substring(1);
    if (kind == CANCEL) {
      topics.remove(topic);
    } else if (topics.add(topic) && topics.size() > MOST_TOPICS) {
      throw new IOException("wants too much");
    }
  }

  private static Frame frame(DataInputStream in) throws IOException {
    int flags = in.readUnsignedByte();
    if ((flags & ~COMMAND) != 0) {
      // A subscriber's messages have one part, and none is long.
      throw new IOException("sent a frame of flags that no subscriber sends");
    }
    byte[] body = new byte[in.readUnsignedByte()];
    in.readFully(body);
    return new Frame(flags == COMMAND, new String(body, StandardCharsets.ISO_8859_1));
  }

  /** Puts a message where it waits to be sent; it is lost where there is no room. */
  void offer(byte[] topic, byte[] message) {
    String name = new String(topic, StandardCharsets.ISO_8859_1);
    // By its beginning, as ZMQ has it: the empty topic is all of them.
    if (topics.stream().anyMatch(name::startsWith)) {
      waiting.offer(message);
    }
  }

  private void send() {
    try {
      OutputStream out = socket.getOutputStream();
      while (true) {
        out.write(waiting.take());
      }
    } catch (IOException e) {
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The frames of one message. */
  static byte[] message(List<byte[]> parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < parts.size(); i++) {
      out.writeBytes(frame(i < parts.size() - 1 ? MORE : 0, parts.get(i)));
    }
    return out.toByteArray();
  }

  private static byte[] frame(int flags, byte[] body) {
    byte[] frame = new byte[2 + body.length];
    frame[0] = (byte) flags;
    frame[1] = (byte) body.length;
    System.arraycopy(body, 0, frame, 2, body.length);
    return frame;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    sender.interrupt();
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
