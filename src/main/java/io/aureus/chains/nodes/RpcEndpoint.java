package io.aureus.chains.nodes;

import io.aureus.chains.nodes.NodeFailure.Kind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/** JSON-RPC 2.0 over HTTP with one node: bounded in time and in size. */
public final class RpcEndpoint {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<List<Answer<String>>> TEXTS = new TypeReference<>() {};

  private record Answer<T>(
      @Nullable String jsonrpc, @Nullable Integer id, @Nullable T result, @Nullable Fault error) {}

  private record Fault(int code, @Nullable String message) {}

  /** How much is asked of a node at most. */
  public record Bounds(Duration timeout, long maxResponse) {}

  /** How a kind of node speaks. */
  private enum Manners {
    /** JSON-RPC 2.0 to the letter; errors come with HTTP 200. */
    STRICT,
    /** As bitcoind does: the older ones answer JSON-RPC 1 and tell errors with HTTP 500. */
    BITCOIND
  }

  private final HttpClient http;
  private final URI uri;
  private final Manners manners;
  private final Bounds bounds;
  private final Credential credential;

  public RpcEndpoint(HttpClient http, URI uri, Bounds bounds) {
    this(http, uri, bounds, Manners.STRICT, Credential.of(uri));
  }

  /** A bitcoind's or litecoind's. */
  public RpcEndpoint(HttpClient http, URI uri, Bounds bounds, Credential credential) {
    this(http, uri, bounds, Manners.BITCOIND, credential);
  }

  private RpcEndpoint(
      HttpClient http, URI uri, Bounds bounds, Manners manners, Credential credential) {
    this.http = http;
    this.uri = uri;
    this.bounds = bounds;
    this.manners = manners;
    this.credential = credential;
  }

  /** Scheme, host and port: what may be shown. */
  public String label() {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port;
  }

  /** The result, which is null where the node knows no such thing. */
  public <T> @Nullable T call(Class<T> type, String method, Object... params) throws NodeFailure {
    return type.cast(call(JSON.constructType(type), method, bounds.timeout(), params));
  }

  /** The same with a shorter wait. */
  public <T> @Nullable T probe(Class<T> type, Duration wait, String method, Object... params)
      throws NodeFailure {
    Duration shorter = wait.compareTo(bounds.timeout()) < 0 ? wait : bounds.timeout();
    return type.cast(call(JSON.constructType(type), method, shorter, params));
  }

  /** A list as the result. */
  public <T> @Nullable List<T> list(Class<T> type, String method, Object... params)
      throws NodeFailure {
    JavaType list = JSON.getTypeFactory().constructCollectionType(List.class, type);
    Object result = call(list, method, bounds.timeout(), params);
    return result instanceof List<?> items ? items.stream().map(type::cast).toList() : null;
  }

  /** Many calls whose results are text, in one request; results in the order of the calls. */
  public List<String> texts(String method, List<List<Object>> calls) throws NodeFailure {
    List<String> all = new ArrayList<>();
    for (Answer<String> answer : batch(TEXTS, method, calls)) {
      String text = result(answer);
      if (text == null) {
        throw new NodeFailure(Kind.MALFORMED, "left out answers of a batch");
      }
      all.add(text);
    }
    return all;
  }

  /** The same; empty in the place of those that the node does not have. */
  public List<Optional<String>> textsIfAny(String method, List<List<Object>> calls)
      throws NodeFailure {
    List<Optional<String>> all = new ArrayList<>();
    for (Answer<String> answer : batch(TEXTS, method, calls)) {
      String text = answer.result();
      if (text == null && (answer.error() == null || answer.error().code() != Refusals.NOT_FOUND)) {
        result(answer);
      }
      all.add(Optional.ofNullable(text));
    }
    return all;
  }

  /** The same; whether there is anything in the place of each. */
  public List<Boolean> isThere(String method, List<List<Object>> calls) throws NodeFailure {
    List<Boolean> all = new ArrayList<>();
    for (var answer : batch(new TypeReference<List<Answer<Object>>>() {}, method, calls)) {
      all.add(result(answer) != null);
    }
    return all;
  }

  private <T> List<Answer<T>> batch(
      TypeReference<List<Answer<T>>> type, String method, List<List<Object>> calls)
      throws NodeFailure {
    List<Map<String, Object>> batch = new ArrayList<>();
    for (List<Object> params : calls) {
      batch.add(Map.of("jsonrpc", "2.0", "id", batch.size(), "method", method, "params", params));
    }
    byte[] body = send(JSON.writeValueAsBytes(batch), bounds.timeout());
    Map<Integer, Answer<T>> byId = new TreeMap<>();
    for (Answer<T> answer : read(body, type)) {
      Integer id = answer.id();
      if (id == null || id < 0 || id >= calls.size()) {
        throw new NodeFailure(Kind.MALFORMED, "answered a batch with an id that was not asked");
      }
      byId.put(id, answer);
    }
    if (byId.size() != calls.size()) {
      throw new NodeFailure(Kind.MALFORMED, "left out answers of a batch");
    }
    return List.copyOf(byId.values());
  }

  private @Nullable Object call(JavaType type, String method, Duration wait, Object... params)
      throws NodeFailure {
    Map<String, Object> request =
        Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", Arrays.asList(params));
    byte[] body = send(JSON.writeValueAsBytes(request), wait);
    JavaType answer = JSON.getTypeFactory().constructParametricType(Answer.class, type);
    try {
      return result(JSON.<Answer<Object>>readValue(body, answer));
    } catch (JacksonException e) {
      throw new NodeFailure(Kind.MALFORMED, "answered " + method + " with what is no such answer");
    }
  }

  private <T> @Nullable T result(@Nullable Answer<T> answer) throws NodeFailure {
    if (answer == null
        || (answer.jsonrpc() == null && (manners == Manners.STRICT || answer.id() == null))) {
      throw new NodeFailure(Kind.MALFORMED, "answered JSON that is no JSON-RPC");
    }
    Fault fault = answer.error();
    if (fault != null) {
      String words = credential.withoutSecrets(fault.message(), uri);
      throw manners == Manners.STRICT
          ? Refusals.of(fault.code(), words)
          : Refusals.ofBitcoind(fault.code(), words);
    }
    return answer.result();
  }

  private static <T> T read(byte[] body, TypeReference<T> type) throws NodeFailure {
    try {
      T value = JSON.readValue(body, type);
      if (value != null) {
        return value;
      }
    } catch (JacksonException e) {
      // A node that knows no batches answers one object; told below.
    }
    throw new NodeFailure(Kind.MALFORMED, "did not answer a batch with a list");
  }

  private byte[] send(byte[] request, Duration wait) throws NodeFailure {
    Optional<String> known = credential.header();
    HttpResponse<byte[]> response = send(request, wait, known);
    if (response.statusCode() == 401 && credential.isAnother(known)) {
      // What was refused was not worked on, so that it may be sent once more.
      response = send(request, wait, credential.header());
    }
    return body(response);
  }

  private HttpResponse<byte[]> send(byte[] request, Duration wait, Optional<String> authorization)
      throws NodeFailure {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(bare(uri))
            .timeout(wait)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(request));
    authorization.ifPresent(value -> builder.header("Authorization", value));
    return BoundedHttp.send(http, builder.build(), wait, bounds.maxResponse());
  }

  private byte[] body(HttpResponse<byte[]> response) throws NodeFailure {
    int status = response.statusCode();
    if (status == 200 || isToldError(response)) {
      return response.body();
    }
    // Some providers put the JSON-RPC error into a 4xx; its words are better than the number.
    String text = new String(response.body(), StandardCharsets.UTF_8);
    if (status == 429) {
      throw BoundedHttp.tooOften(response.headers());
    }
    if (status == 401) {
      throw new NodeFailure(Kind.UNREACHABLE, credential.refusal());
    }
    if (status == 413 || Refusals.isTooMuch(text.toLowerCase(Locale.ROOT))) {
      throw new NodeFailure(Kind.TOO_MUCH, "says that too much was asked (HTTP " + status + ")");
    }
    throw new NodeFailure(Kind.UNREACHABLE, "answered HTTP " + status);
  }

  private boolean isToldError(HttpResponse<byte[]> response) {
    return manners == Manners.BITCOIND
        && response.statusCode() >= 400
        && response.body().length > 0
        && response.body()[0] == '{';
  }

  private static URI bare(URI uri) {
    if (uri.getUserInfo() == null) {
      return uri;
    }
    String text = uri.toString();
    String user = uri.getRawUserInfo() + "@";
    return URI.create(text.replaceFirst(Pattern.quote(user), ""));
  }
}
