package io.aureus.commands;

import io.aureus.database.StartRefused;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Payers who have a payment page open each, as browsers have: the page, and its live status. */
final class OpenPages implements AutoCloseable {
  private static final Pattern MARK = Pattern.compile("data-mark=\"([^\"]*)\"");

  private final URI base;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Open> all = new ArrayList<>();

  OpenPages(URI base) {
    this.base = base;
  }

  /** A page whose server-sent events are read as they come. */
  static final class Open {
    private final Socket socket;
    private final BlockingQueue<Long> changes = new LinkedBlockingQueue<>();
    private volatile boolean alive = true;

    private Open(Socket socket) {
      this.socket = socket;
    }

    /** False once the server has ended the stream. */
    boolean isAlive() {
      return alive;
    }

    /** When the next change came, by {@link System#nanoTime}; empty where none does in time. */
    OptionalLong next(long seconds) throws InterruptedException {
      Long at = changes.poll(seconds, TimeUnit.SECONDS);
      return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }

    private void read(BufferedReader lines) {
      try {
        String line = lines.readLine();
        while (line != null) {
          if (line.startsWith("event:status")) {
            changes.add(System.nanoTime());
          }
          line = lines.readLine();
        }
      } catch (IOException e) {
        // The bench hung up, or the server did.
      }
      alive = false;
    }
  }

  /**
   * Opens the page of an order.
   *
   * @throws StartRefused where the server refuses it
   */
  Open open(String id) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(base.resolve("/checkout/" + id)).build();
    HttpResponse<String> page = http.send(request, HttpResponse.BodyHandlers.ofString());
    Matcher mark = MARK.matcher(page.body());
    if (page.statusCode() != 200 || !mark.find()) {
      throw new StartRefused("the page of order " + id + " is refused: " + page.statusCode());
    }
    Open open = follow(id, URLEncoder.encode(mark.group(1), StandardCharsets.UTF_8));
    all.add(open);
    return open;
  }

  private Open follow(String id, String mark) throws IOException {
    Socket socket = new Socket(base.getHost(), base.getPort());
    String request =
        "GET /checkout/%s/events?mark=%s HTTP/1.1\r\nHost: %s\r\nAccept: text/event-stream\r\n\r\n"
            .formatted(id, mark, base.getAuthority());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 1024);
    String status = lines.readLine();
    if (status == null || !status.contains(" 200")) {
      socket.close();
      throw new StartRefused("the live status of order " + id + " is refused: " + status);
    }
    Open open = new Open(socket);
    Thread.ofVirtual().name("payer-" + id).start(() -> open.read(lines));
    return open;
  }

  /** How many are still being kept up to date. */
  long alive() {
    return all.stream().filter(Open::isAlive).count();
  }

  @Override
  public void close() {
    for (Open open : all) {
      try {
        open.socket.close();
      } catch (IOException e) {
        // It is given up anyway.
      }
    }
    http.close();
  }
}
