package io.aureus.pricing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on a loopback port that plays back one behaviour, whatever it is asked. */
final class ReplayServer implements AutoCloseable {
  /** What happens on a connection once the request has been read. */
  interface Behaviour {
    void act(Socket socket, OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour = silence();

  ReplayServer() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** The request lines so far. */
  List<String> asked() {
    return asked;
  }

  void behave(Behaviour next) {
    behaviour = next;
  }

  static Behaviour reply(int status, String body) {
    return reply(status, body, body.getBytes(StandardCharsets.UTF_8).length);
  }

  /** Promises more bytes than it sends. */
  static Behaviour cutShort(String body) {
    return reply(200, body, body.getBytes(StandardCharsets.UTF_8).length + 100);
  }

  private static Behaviour reply(int status, String body, int promised) {
    return (socket, out) -> {
      String head =
          "HTTP/1.1 %d -\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
              .formatted(status, promised);
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(body.getBytes(StandardCharsets.UTF_8));
    };
  }

  /** Reads the request and never answers. */
  static Behaviour silence() {
    return (socket, out) -> Thread.sleep(60_000);
  }

  /** Sends the head, then nothing. */
  static Behaviour silentBody() {
    return (socket, out) -> {
      out.write("HTTP/1.1 200 -\r\nContent-Length: 9\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      Thread.sleep(60_000);
    };
  }

  static Behaviour reset() {
    return (socket, out) -> socket.setSoLinger(true, 0);
  }

  static Behaviour endless() {
    return (socket, out) -> {
      out.write("HTTP/1.1 200 -\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] piece = " ".repeat(65536).getBytes(StandardCharsets.US_ASCII);
      while (!socket.isClosed()) {
        out.write(piece);
      }
    };
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream()) {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int read = in.read();
        if (read < 0) {
          return;
        }
        head.append((char) read);
      }
      asked.add(head.substring(0, head.indexOf("\r\n")));
      behaviour.act(socket, out);
    } catch (IOException e) {
      // the client has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
