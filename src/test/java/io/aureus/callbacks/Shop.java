package io.aureus.callbacks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A merchant's server over a real socket: keeps every request byte for byte, and answers as badly
 * as it is told to.
 */
final class Shop implements AutoCloseable {
  /** What a shop does with the socket once it has the request. */
  interface Behaviour {
    void answer(Received request, Socket socket) throws IOException, InterruptedException;
  }

  /**
   * One request as it came.
   *
   * @param headers by lower-case name
   */
  record Received(String method, String target, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  final List<Received> received = new CopyOnWriteArrayList<>();
  private final ServerSocket server;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour;

  Shop(Behaviour behaviour) {
    this(behaviour, InetAddress.getLoopbackAddress());
  }

  Shop(Behaviour behaviour, InetAddress address) {
    this.behaviour = behaviour;
    try {
      server = new ServerSocket(0, 500, address);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  static Shop answering(int status) {
    return new Shop(status(status, "ok"));
  }

  static Behaviour status(int status, String body) {
    return raw(
        "HTTP/1.1 %d Whatever\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(status, body.getBytes(StandardCharsets.UTF_8).length, body));
  }

  static Behaviour raw(String answer) {
    return (request, socket) -> {
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    };
  }

  static Behaviour hanging() {
    return (request, socket) -> Thread.sleep(60_000);
  }

  void now(Behaviour next) {
    behaviour = next;
  }

  /** Connections, whether or not a request came on them. */
  int accepted() {
    return open.size();
  }

  int port() {
    return server.getLocalPort();
  }

  String url(String target) {
    return "http://127.0.0.1:" + port() + target;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      String[] first = line(in).split(" ");
      Map<String, String> headers = new TreeMap<>();
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
      Received request =
          new Received(first[0], first[1], headers, new String(body, StandardCharsets.UTF_8));
      received.add(request);
      behaviour.answer(request, socket);
    } catch (IOException | InterruptedException cut) {
      // The other side went away, as it may.
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("the connection ended");
      }
      if (b != '\r') {
        bytes.write(b);
      }
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  /** Sends a byte now and then, for ever. */
  static Behaviour dripping(String head) {
    return (request, socket) -> {
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.UTF_8));
      while (true) {
        out.write('x');
        out.flush();
        Thread.sleep(100);
      }
    };
  }
}
