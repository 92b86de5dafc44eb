package io.aureus.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Publishes as a node does (ZMTP 3.0, mechanism NULL, socket type PUB), on the loopback address.
 * Who listens too slowly misses what he has no room for, and holds nobody up.
 */
final class ZmqPublisher implements AutoCloseable {
  /** Nobody has so many gateways on one machine. */
  static final int MOST_LINES = 32;

  private final ServerSocket server;
  private final Set<ZmqSubscriber> lines = ConcurrentHashMap.newKeySet();

  /** How many messages of each topic there were: guarded by this. */
  private final Map<String, Integer> numbers = new HashMap<>();

  private ZmqPublisher(ServerSocket server) {
    this.server = server;
  }

  /**
   * @param port 0 for any free one
   */
  static ZmqPublisher start(int port) {
    try {
      ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      ZmqPublisher publisher = new ZmqPublisher(server);
      Thread.ofVirtual().name("zmq-" + server.getLocalPort()).start(publisher::accept);
      return publisher;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        if (lines.size() >= MOST_LINES) {
          socket.close();
          continue;
        }
        ZmqSubscriber line = new ZmqSubscriber(socket);
        lines.add(line);
        Thread.ofVirtual().start(() -> serve(line));
      } catch (IOException e) {
        // Closed, or one connection that broke before it began: the others are not touched.
      }
    }
  }

  private void serve(ZmqSubscriber line) {
    try (line) {
      line.serve();
    } finally {
      lines.remove(line);
    }
  }

  /**
   * Sends to all who asked for the topic: its name, the bytes, and how many of it there were
   * before. Never waits.
   */
  synchronized void publish(String topic, byte[] content) {
    int number = numbers.merge(topic, 1, Integer::sum) - 1;
    byte[] last = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
    byte[] name = topic.getBytes(StandardCharsets.US_ASCII);
    byte[] message = ZmqSubscriber.message(List.of(name, content, last));
    lines.forEach(line -> line.offer(name, message));
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      // It is gone either way.
    }
    lines.forEach(ZmqSubscriber::close);
  }
}
