package io.aureus.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks HTTP byte for byte over a socket, as old and careless clients do: nothing is encoded,
 * corrected or added.
 */
public final class RawHttp {
  private final String host;
  private final int port;

  /**
   * @param url of the server, e.g. {@code http://127.0.0.1:40123}
   */
  public RawHttp(String url) {
    URI uri = URI.create(url);
    host = uri.getHost();
    port = uri.getPort();
  }

  /**
   * What came back.
   *
   * @param headers by lower-case name
   */
  public record Answer(String statusLine, Map<String, String> headers, String body) {
    public int status() {
      return Integer.parseInt(statusLine.split(" ")[1]);
    }

    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }

    /** The envelope's {@code data}. */
    public JsonNode data() {
      return json().get("data");
    }

    public int code() {
      return json().get("code").asInt();
    }

    public String message() {
      return json().get("message").asString();
    }
  }

  /** A request whose lines are sent as they are given; {@code Host} is added. */
  public Answer send(String requestLine, String headers, String body) {
    String head = requestLine + "\r\nHost: " + host + ":" + port + "\r\n";
    StringBuilder text = new StringBuilder(head);
    headers
        .lines()
        .map(String::strip)
        // An empty line would end the headers.
        .filter(line -> !line.isEmpty())
        .forEach(line -> text.append(line).append("\r\n"));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0) {
      text.append("Content-Length: ").append(bytes.length).append("\r\n");
    }
    text.append("\r\n");
    return exchange(text.toString().getBytes(StandardCharsets.ISO_8859_1), bytes);
  }

  public Answer get(String target, String headers) {
    return send("GET " + target + " HTTP/1.1", headers + "\nConnection: close", "");
  }

  public Answer post(String target, String headers, String body) {
    return send("POST " + target + " HTTP/1.1", headers + "\nConnection: close", body);
  }

  /** Sends bytes and reads one answer: as long as it says it is, or to the end. */
  public Answer exchange(byte[] head, byte[] body) {
    try (Socket socket = new Socket(host, port)) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      out.write(head);
      out.flush();
      try {
        out.write(body);
        out.flush();
      } catch (IOException e) {
        // The server answered before it had read all; its answer is what counts.
      }
      return read(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer read(InputStream in) throws IOException {
    String statusLine = line(in);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    String length = headers.get("content-length");
    byte[] body = length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
    return new Answer(statusLine, headers, new String(body, StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c == -1) {
        throw new IOException("the server closed in the middle of a line: " + line);
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
