package io.aureus.chains.electrum;

import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server sends: an answer to a question of ours, or a notice that we subscribed to. */
sealed interface ElectrumMessage {
  JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /** How much of a server's own words people are shown. */
  int SHOWN = 200;

  /**
   * The answer to the question of this number.
   *
   * @param failure null where the question was answered
   */
  record Answer(long id, JsonNode result, @Nullable NodeFailure failure)
      implements ElectrumMessage {}

  /** What changed by itself. */
  record Notice(String method, JsonNode params) implements ElectrumMessage {}

  /** A question as a line, its end included. */
  static byte[] question(long id, String method, List<?> params) {
    String text =
        JSON.writeValueAsString(
            Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params));
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads one line.
   *
   * @throws NodeFailure {@code MALFORMED} where it is neither; whatever the bytes are
   */
  static ElectrumMessage read(byte[] line) throws NodeFailure {
    JsonNode message;
    try {
      message = JSON.readTree(line);
    } catch (JacksonException e) {
      throw malformed("sent a line that is no JSON");
    }
    if (message == null || !message.isObject()) {
      throw malformed("sent a line that is no JSON-RPC");
    }
    JsonNode id = message.path("id");
    if (id.isIntegralNumber() && id.canConvertToLong()) {
      return answer(id.asLong(), message);
    }
    String method = message.path("method").isString() ? message.path("method").asString() : "";
    if (method.isEmpty() || !message.path("params").isArray()) {
      throw message.path("error").isMissingNode()
          ? malformed("sent a line that is no JSON-RPC")
          : failure(message.path("error"));
    }
    return new Notice(method, message.path("params"));
  }

  private static Answer answer(long id, JsonNode message) throws NodeFailure {
    JsonNode error = message.path("error");
    if (!error.isMissingNode() && !error.isNull()) {
      return new Answer(id, message.path("result"), failure(error));
    }
    if (message.path("result").isMissingNode()) {
      throw malformed("answered neither a result nor an error");
    }
    return new Answer(id, message.path("result"), null);
  }

  private static NodeFailure failure(JsonNode error) {
    JsonNode message = error.isObject() ? error.path("message") : error;
    JsonNode number = error.path("code");
    int code = number.isIntegralNumber() && number.canConvertToInt() ? number.asInt() : 0;
    String words = message.isString() ? message.asString() : "";
    words = words.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    words = words.substring(0, Math.min(SHOWN, words.length()));
    String lower = words.toLowerCase(Locale.ROOT);
    boolean isTooOften =
        code == -101 || lower.contains("excessive resource") || lower.contains("too many requests");
    if (isTooOften) {
      return new NodeFailure(Kind.RATE_LIMITED, "says that we ask too much: " + words);
    }
    return new NodeFailure(Kind.REFUSED, "answered error %d: %s".formatted(code, words), code);
  }

  private static NodeFailure malformed(String words) {
    return new NodeFailure(Kind.MALFORMED, words);
  }
}
