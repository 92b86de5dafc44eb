package io.aureus.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A bare client of bitcoind for tests, which shares nothing with the program's own. It keeps no
 * connection: litecoind would wait half a minute for that to end before it stops.
 */
record CoinRpc(String url, String user, String password) {
  static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final int PATIENCE = 60_000;

  JsonNode call(String method, Object... params) {
    ObjectNode request = JSON.createObjectNode();
    request.put("id", 1);
    request.put("method", method);
    request.set("params", JSON.valueToTree(params));
    JsonNode answer = answer(request.toString().getBytes(StandardCharsets.UTF_8));
    JsonNode error = answer.path("error");
    if (error.isObject()) {
      throw new CoinNode.RpcFailure(error.path("code").asInt(), error.path("message").asString());
    }
    if (!answer.has("result")) {
      throw new IllegalStateException(method + " was answered with " + answer);
    }
    return answer.path("result");
  }

  private JsonNode answer(byte[] request) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    try {
      HttpURLConnection post = (HttpURLConnection) URI.create(url).toURL().openConnection();
      post.setConnectTimeout(PATIENCE);
      post.setReadTimeout(PATIENCE);
      post.setDoOutput(true);
      post.setRequestProperty("Connection", "close");
      post.setRequestProperty("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
      post.getOutputStream().write(request);
      boolean well = post.getResponseCode() < 400;
      try (@Nullable InputStream in = well ? post.getInputStream() : post.getErrorStream()) {
        return in == null ? JSON.nullNode() : JSON.readTree(in.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
