package io.aureus.journeys;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The line between the gateway and its node, which a test can cut: bytes through, or nothing. */
final class Line implements AutoCloseable {
  private final ServerSocket listener;
  private final URI target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong carried = new AtomicLong();
  private volatile boolean cut;

  Line(String targetUrl) {
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

  /** How many bytes have come through, both ways. */
  long carried() {
    return carried.get();
  }

  void cut() {
    cut = true;
    open.forEach(Line::shut);
  }

  void mend() {
    cut = false;
  }

  @Override
  public void close() {
    cut();
    shut(listener);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket near = listener.accept();
        if (cut) {
          shut(near);
        } else {
          join(near);
        }
      } catch (IOException e) {
        return;
      }
    }
  }

  private void join(Socket near) {
    try {
      Socket far = new Socket(target.getHost(), target.getPort());
      open.add(near);
      open.add(far);
      Thread.ofVirtual().start(() -> pump(near, far));
      Thread.ofVirtual().start(() -> pump(far, near));
    } catch (IOException e) {
      shut(near);
    }
  }

  private void pump(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] some = new byte[8192];
      for (int length = in.read(some); length >= 0; length = in.read(some)) {
        out.write(some, 0, length);
        carried.addAndGet(length);
      }
    } catch (IOException e) {
      // The line was cut, or one side hung up: both ends are closed.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void shut(AutoCloseable end) {
    try {
      end.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
