package io.aureus.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With subscribers whose every byte is the test's. */
class ZmqPublisherTest {
  private static final byte[] HASH = {1, 2, 3};

  private final List<Socket> open = new ArrayList<>();
  private ZmqPublisher publisher;

  @BeforeEach
  void start() {
    publisher = ZmqPublisher.start(0);
  }

  @AfterEach
  void stop() throws IOException {
    publisher.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  @Test
  void sendsWhatWasAskedForAndNumbersIt() throws Exception {
    Socket blocks = subscriber("hashblock");
    Socket all = subscriber("");
    publishUntilHeard(blocks, all);
    publisher.publish("hashtx", HASH);
    publisher.publish("hashblock", HASH);
    assertThat(message(all)).isEqualTo("hashtx 010203 00000000");
    String last = message(all);
    assertThat(last).startsWith("hashblock 010203 0");
    // The transaction was not for this one.
    assertThat(message(blocks)).isEqualTo(last);
  }

  @Test
  void whatIsNoLongerWantedIsNotSent() throws Exception {
    Socket socket = subscriber("hashtx", "hashblock");
    publishUntilHeard(socket);
    say(socket, wish(0, "hashblock"));
    say(socket, wish(1, "done"));
    do {
      publisher.publish("done", HASH);
    } while (!heard(socket).startsWith("done"));
    publisher.publish("hashblock", HASH);
    publisher.publish("hashtx", HASH);
    assertThat(message(socket)).startsWith("hashtx");
  }

  @Test
  void whoeverIsNoSubscriberIsLeftAndTheOthersAreNot() throws Exception {
    Socket well = subscriber("hashblock");
    publishUntilHeard(well);
    byte[] old = greeting();
    old[10] = 2;
    byte[] keyed = greeting();
    System.arraycopy(ascii("CURVE"), 0, keyed, 12, 5);
    for (byte[] bad :
        List.of(
            ascii("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" + "x".repeat(64)),
            new byte[64],
            old,
            keyed,
            together(greeting(), ready("PUB")),
            together(greeting(), new byte[] {4, 3, 'B', 'A', 'D'}),
            together(greeting(), new byte[] {2, 0, 0, 0, 0, 127, 0, 0, 0}),
            together(greeting(), ready("SUB"), new byte[] {1, 1, 1}),
            together(greeting(), ready("SUB"), new byte[] {0, 0}),
            together(greeting(), ready("SUB"), new byte[] {0, 2, 9, 'x'}))) {
      mustEnd(connected(), bad);
    }
    publisher.publish("hashblock", HASH);
    assertThat(message(well)).startsWith("hashblock");
  }

  @Test
  void moreTopicsThanThereCanBeEndTheLine() throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(together(greeting(), ready("SUB")));
    for (int i = 0; i <= ZmqSubscriber.MOST_TOPICS; i++) {
      all.writeBytes(wish(1, "topic" + i));
    }
    mustEnd(connected(), all.toByteArray());
  }

  @Test
  void moreLinesThanThereCanBeAreClosed() throws Exception {
    for (int i = 0; i < ZmqPublisher.MOST_LINES; i++) {
      subscriber("hashtx");
    }
    mustEnd(connected(), greeting());
    open.getFirst().close();
    // As soon as one has gone there is room for another.
    while (true) {
      try {
        Socket socket = subscriber("hashblock");
        publishUntilHeard(socket);
        return;
      } catch (IOException e) {
        Thread.sleep(20);
      }
    }
  }

  @Test
  void whoDoesNotReadHoldsNobodyUp() throws Exception {
    Socket slow = subscriber("hashtx", "big");
    publishUntilHeard(slow);
    Socket quick = subscriber("hashblock");
    publishUntilHeard(quick);
    byte[] long255 = new byte[255];
    for (int i = 0; i < 200_000; i++) {
      publisher.publish("big", long255);
    }
    publisher.publish("hashblock", HASH);
    assertThat(message(quick)).startsWith("hashblock");
  }

  /** A subscription takes effect a moment after it was sent. */
  private void publishUntilHeard(Socket... sockets) throws IOException {
    for (Socket socket : sockets) {
      do {
        publisher.publish("hashblock", HASH);
        publisher.publish("big", HASH);
      } while (!isHeard(socket));
    }
    for (Socket socket : sockets) {
      while (isHeard(socket)) {
        // Those before it.
      }
    }
  }

  private static boolean isHeard(Socket socket) throws IOException {
    return !heard(socket).isEmpty();
  }

  /** What comes at once; empty where nothing does. */
  private static String heard(Socket socket) throws IOException {
    socket.setSoTimeout(100);
    try {
      return message(socket);
    } catch (SocketTimeoutException e) {
      return "";
    } finally {
      socket.setSoTimeout(20_000);
    }
  }

  private static void mustEnd(Socket socket, byte[] said) throws IOException {
    try {
      say(socket, said);
      socket.getInputStream().readAllBytes();
    } catch (SocketException e) {
      // Reset, since it had not read all: an end as well.
    }
  }

  private Socket connected() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), publisher.port());
    socket.setSoTimeout(20_000);
    open.add(socket);
    return socket;
  }

  private Socket subscriber(String... topics) throws IOException {
    Socket socket = connected();
    say(socket, together(greeting(), ready("SUB")));
    byte[] theirs = socket.getInputStream().readNBytes(64 + 2 + 25);
    if (theirs.length < 64 + 2 + 25) {
      throw new IOException("the line has ended");
    }
    assertThat(new String(theirs, 66, 25, StandardCharsets.ISO_8859_1)).endsWith("PUB");
    for (String topic : topics) {
      say(socket, wish(1, topic));
    }
    return socket;
  }

  private static void say(Socket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  private static byte[] greeting() {
    byte[] greeting = new byte[64];
    greeting[0] = (byte) 0xff;
    greeting[9] = 0x7f;
    greeting[10] = 3;
    greeting[11] = 1;
    System.arraycopy(ascii("NULL"), 0, greeting, 12, 4);
    return greeting;
  }

  private static byte[] ready(String type) {
    return together(new byte[] {4, 25}, ascii("\u0005READY\u000bSocket-Type\0\0\0\u0003" + type));
  }

  private static byte[] wish(int kind, String topic) {
    return together(new byte[] {0, (byte) (1 + topic.length()), (byte) kind}, ascii(topic));
  }

  /** {@code topic content number}, of whatever frames there are. */
  private static String message(Socket socket) throws IOException {
    var in = socket.getInputStream();
    List<String> parts = new ArrayList<>();
    int flags = 1;
    while (flags == 1) {
      flags = in.read();
      int length = in.read();
      if (length < 0) {
        throw new IOException("the line has ended");
      }
      byte[] part = in.readNBytes(length);
      parts.add(
          parts.isEmpty()
              ? new String(part, StandardCharsets.US_ASCII)
              : UtxoBytes.HEX.formatHex(part));
    }
    return String.join(" ", parts);
  }

  private static byte[] together(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
