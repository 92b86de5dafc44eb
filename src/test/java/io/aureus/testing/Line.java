package io.aureus.testing;

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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The line between the gateway and its node, which a test can cut and listen to: bytes through, or
 * nothing. Where one end hangs up, so does the other.
 */
public final class Line implements AutoCloseable {
  private final ServerSocket listener;
  private final URI target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong carried = new AtomicLong();
  private final List<ByteArrayOutputStream> heard = new CopyOnWriteArrayList<>();
  private final boolean overheard;
  private volatile boolean cut;

  public Line(String targetUrl) {
    this(targetUrl, false);
  }

  private Line(String targetUrl, boolean overheard) {
    this.overheard = overheard;
    target = URI.create(targetUrl);
    try {
      listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** One that keeps what the node is told. */
  public static Line overheard(String targetUrl) {
    return new Line(targetUrl, true);
  }

  public String url() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /** How many bytes have come through, both ways. */
  public long carried() {
    return carried.get();
  }

  /** How often these words went to the node of an overheard line. */
  public int times(String words) {
    int times = 0;
    for (ByteArrayOutputStream one : heard) {
      String text = one.toString(StandardCharsets.ISO_8859_1);
      for (int at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
        times++;
      }
    }
    return times;
  }

  public void cut() {
    cut = true;
    open.forEach(Line::shut);
  }

  public void mend() {
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
      OutputStream ear = ear();
      Thread.ofVirtual().start(() -> pump(near, far, ear));
      Thread.ofVirtual().start(() -> pump(far, near, OutputStream.nullOutputStream()));
    } catch (IOException e) {
      shut(near);
    }
  }

  private OutputStream ear() {
    if (!overheard) {
      return OutputStream.nullOutputStream();
    }
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    heard.add(words);
    return words;
  }

  private void pump(Socket from, Socket to, OutputStream ear) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] some = new byte[8192];
      for (int length = in.read(some); length >= 0; length = in.read(some)) {
        ear.write(some, 0, length);
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
