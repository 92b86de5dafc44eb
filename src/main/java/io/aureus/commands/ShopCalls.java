package io.aureus.commands;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Signed requests of a demo's merchant, to whichever gateway is named. */
final class ShopCalls implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * @param status of HTTP
   * @param code 0 for success
   */
  record Answer(int status, int code, String message, JsonNode data) {
    boolean isWell() {
      return code == 0;
    }
  }

  private final DemoAccess access;
  private final Clock clock;
  private final AtomicLong lastDate = new AtomicLong();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  ShopCalls(DemoAccess access) {
    this(access, SharedBeans.clock());
  }

  /**
   * @param clock which the gateways' must not be far from
   */
  ShopCalls(DemoAccess access, Clock clock) {
    this.access = access;
    this.clock = clock;
  }

  /**
   * @param key an {@code Idempotency-Key}; null for none
   * @throws IOException where no whole answer came: what was asked may have happened or not
   */
  Answer post(String url, String path, String body, @Nullable String key) throws IOException {
    String date = nextDate();
    String digest = body.isEmpty() ? "" : HexFormat.of().formatHex(md5(body));
    String signed = "HMAC-SHA256 | " + date + " | POST " + path;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("API-Token", access.apiToken())
            .header("Algorithm", "HMAC-SHA256")
            .header("Date", date)
            .header("Signature", signature(digest.isEmpty() ? signed : signed + " | " + digest))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!digest.isEmpty()) {
      request.header("Body-MD5", digest);
    }
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return send(request.build());
  }

  private Answer send(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode json = DemoAccess.JSON.readTree(response.body());
      return new Answer(
          response.statusCode(),
          json.path("code").asInt(-1),
          json.path("message").asString(""),
          json.path("data"));
    } catch (JacksonException e) {
      throw new IOException("an answer that is no JSON", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Each its own, so that no signature comes twice. */
  private String nextDate() {
    long now = clock.millis();
    return Instant.ofEpochMilli(lastDate.updateAndGet(last -> Math.max(last + 1, now))).toString();
  }

  private String signature(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(access.apiSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] md5(String text) {
    try {
      return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
