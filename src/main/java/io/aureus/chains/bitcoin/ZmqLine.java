package io.aureus.chains.bitcoin;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One connection to a publisher (ZMTP 3.0, mechanism NULL, socket type SUB). Only the topics of
 * what is published are read: what a message says is never believed, so it is skipped.
 */
final class ZmqLine implements AutoCloseable {
  private static final int GREETING = 64;
  private static final int SIGNATURE_END = 9;
  private static final int MAJOR_AT = 10;
  private static final int MECHANISM_AT = 12;
  private static final int MORE = 1;
  private static final int LONG = 2;
  private static final int COMMAND = 4;
  private static final int LONGEST_COMMAND = 4096;
  private static final int LONGEST_TOPIC = 255;

  /** A block of the chain with its witnesses is far smaller. */
  private static final long LONGEST_FRAME = 64L << 20;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  private record Frame(int flags, long length) {
    boolean has(int flag) {
      return (flags & flag) != 0;
    }
  }

  private ZmqLine(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    this.out = socket.getOutputStream();
  }

  /**
   * @param wait for the connection and for each part of the greeting
   * @param silence after which {@link #topic} gives up
   */
  static ZmqLine open(URI address, Duration wait, Duration silence, String... topics)
      throws IOException {
    Socket socket = new Socket();
    try {
      int millis = Math.toIntExact(wait.toMillis());
      socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), millis);
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.setSoTimeout(millis);
      ZmqLine line = new ZmqLine(socket);
      line.greet();
      for (String topic : topics) {
        line.subscribe(topic);
      }
      socket.setSoTimeout(Math.toIntExact(silence.toMillis()));
      return line;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private void greet() throws IOException {
    byte[] greeting = new byte[GREETING];
    greeting[0] = (byte) 0xff;
    greeting[SIGNATURE_END] = 0x7f;
    greeting[MAJOR_AT] = 3;
    byte[] mechanism = ascii("NULL");
    System.arraycopy(mechanism, 0, greeting, MECHANISM_AT, mechanism.length);
    out.write(greeting);
    byte[] theirs = new byte[GREETING];
    in.readFully(theirs);
    boolean isSigned = (theirs[0] & 0xff) == 0xff && (theirs[SIGNATURE_END] & 1) == 1;
    String spoken = new String(theirs, MECHANISM_AT, 20, StandardCharsets.US_ASCII).trim();
    if (!isSigned || theirs[MAJOR_AT] < 3 || !spoken.equals("NULL")) {
      throw new IOException("what answers there is no ZMQ publisher of version 3 without keys");
    }
    byte[] name = ascii("READY");
    byte[] property = ascii("Socket-Type");
    byte[] type = ascii("SUB");
    ByteBuffer ready = ByteBuffer.allocate(6 + 1 + property.length + 4 + type.length);
    ready.put((byte) name.length).put(name);
    ready.put((byte) property.length).put(property).putInt(type.length).put(type);
    send(COMMAND, ready.array());
    Frame frame = frame();
    if (!frame.has(COMMAND) || frame.length() > LONGEST_COMMAND) {
      throw new IOException("what answers there does not get ready");
    }
    byte[] command = in.readNBytes((int) frame.length());
    if (!new String(command, StandardCharsets.ISO_8859_1).startsWith("\u0005READY")) {
      throw new IOException("the publisher refuses us");
    }
  }

  private void subscribe(String topic) throws IOException {
    byte[] body = new byte[1 + topic.length()];
    body[0] = 1;
    System.arraycopy(ascii(topic), 0, body, 1, topic.length());
    send(0, body);
  }

  private void send(int flags, byte[] body) throws IOException {
    byte[] frame = new byte[2 + body.length];
    frame[0] = (byte) flags;
    frame[1] = (byte) body.length;
    System.arraycopy(body, 0, frame, 2, body.length);
    out.write(frame);
    out.flush();
  }

  /**
   * Waits for the next message.
   *
   * @return its topic; the rest of it is skipped
   * @throws IOException where the connection ends, is silent for too long, or says what is no
   *     message
   */
  String topic() throws IOException {
    Frame frame = frame();
    while (frame.has(COMMAND)) {
      skip(frame);
      frame = frame();
    }
    if (frame.length() > LONGEST_TOPIC) {
      throw new IOException("sent a topic of " + frame.length() + " bytes");
    }
    byte[] topic = new byte[(int) frame.length()];
    in.readFully(topic);
    while (frame.has(MORE)) {
      frame = frame();
      skip(frame);
    }
    return new String(topic, StandardCharsets.US_ASCII);
  }

  private Frame frame() throws IOException {
    int flags = in.readUnsignedByte();
    if ((flags & ~(MORE | LONG | COMMAND)) != 0) {
      throw new IOException("sent a frame of flags that there are not");
    }
    long length = (flags & LONG) != 0 ? in.readLong() : in.readUnsignedByte();
    if (length < 0 || length > LONGEST_FRAME) {
      throw new IOException("sent a frame of " + length + " bytes");
    }
    return new Frame(flags, length);
  }

  private void skip(Frame frame) throws IOException {
    in.skipNBytes(frame.length());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
