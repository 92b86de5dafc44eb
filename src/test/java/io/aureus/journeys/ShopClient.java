package io.aureus.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A shop's program: speaks the public API and nothing else. */
final class ShopClient {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final String apiKey;

  ShopClient(String base, String apiKey) {
    this.base = base;
    this.apiKey = apiKey;
  }

  /** The whole envelope. */
  JsonNode post(String path, Map<String, ?> body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build());
  }

  /** The whole envelope. */
  JsonNode get(String path) {
    return send(request(path).GET().build());
  }

  /** {@code data} of an answer that must be a success. */
  JsonNode created(String path, Map<String, ?> body) {
    JsonNode envelope = post(path, body);
    if (envelope.path("code").asInt(-1) != 0) {
      throw new AssertionError(path + " answered " + envelope);
    }
    return envelope.get("data");
  }

  String status(String orderId) {
    return detail(orderId).path("status").asString();
  }

  JsonNode detail(String orderId) {
    return get("/api/v2/order/detail/" + orderId).get("data");
  }

  /** The transactions of an order, newest first. */
  List<JsonNode> transactions(String orderId) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode row : get("/api/v2/tx?page=1&size=100").get("data").get("data")) {
      if (row.path("order_id").asString().equals(orderId)) {
        found.add(row);
      }
    }
    return found;
  }

  /** The types of an order's events, oldest first. */
  List<String> events(String orderId) {
    List<String> types = new ArrayList<>();
    String cursor = "";
    while (true) {
      JsonNode data = get("/api/v2/events?limit=500&after=" + cursor).get("data");
      JsonNode rows = data.get("events");
      for (JsonNode row : rows) {
        cursor = row.get("cursor").asString();
        if (row.path("order_id").asString().equals(orderId)) {
          types.add(row.get("type").asString());
        }
      }
      if (rows.size() < 500) {
        return types;
      }
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(Duration.ofSeconds(30))
        .header("API-Key", apiKey);
  }

  private JsonNode send(HttpRequest request) {
    try {
      HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
