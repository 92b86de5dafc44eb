package io.aureus.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A reply as the text that goes out. Always with a {@code Content-Length}: clients of HTTP/1.0 know
 * no chunks.
 *
 * @param headers beside those that every reply has
 */
record Reply(int status, String body, Map<String, String> headers) {
  Reply(int status, String body) {
    this(status, body, Map.of());
  }

  /** Nothing happens where the reply has begun. */
  void send(HttpServletResponse response) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(status);
    all().forEach(response::setHeader);
    byte[] bytes = bytes();
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
    response.flushBuffer();
  }

  private byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  private Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Content-Type", "application/json");
    all.put("Cache-Control", "no-store");
    all.put("X-Content-Type-Options", "nosniff");
    all.putAll(headers);
    return all;
  }
}
