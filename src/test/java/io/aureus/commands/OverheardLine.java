package io.aureus.commands;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The line between the gateways and their node, on which a test hears what the node is told. Where
 * one end hangs up, so does the other: a gateway that is killed is gone for the node as well.
 */
final class OverheardLine implements AutoCloseable {
  private final ServerSocket listener;
  private final URI target;
  private final List<ByteArrayOutputStream> heard = new CopyOnWriteArrayList<>();

  OverheardLine(String targetUrl) {
    target = URI.create(targetUrl);
    try {
      listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /** How often these words went to the node. */
  int times(String words) {
    int times = 0;
    for (ByteArrayOutputStream one : heard) {
      String text = one.toString(StandardCharsets.ISO_8859_1);
      for (int at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
        times++;
      }
    }
    return times;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket near = listener.accept();
        Socket far = new Socket(target.getHost(), target.getPort());
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        heard.add(words);
        Thread.ofVirtual().start(() -> pump(near, far, words));
        Thread.ofVirtual().start(() -> pump(far, near, OutputStream.nullOutputStream()));
      } catch (IOException e) {
        // It was closed.
        return;
      }
    }
  }

  private static void pump(Socket from, Socket to, OutputStream copy) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] some = new byte[8192];
      for (int length = in.read(some); length >= 0; length = in.read(some)) {
        copy.write(some, 0, length);
        out.write(some, 0, length);
      }
    } catch (IOException e) {
      // One side hung up: both ends are closed.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
