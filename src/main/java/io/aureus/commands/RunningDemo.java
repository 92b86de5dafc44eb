package io.aureus.commands;

import io.aureus.database.DataFolder;
import io.aureus.database.FolderLock;
import io.aureus.database.StartRefused;
import io.aureus.sandbox.SandboxOrder;
import io.aureus.sandbox.SimulatedBitcoin;
import io.aureus.sandbox.SimulatedLnd;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A demo that runs on a data folder, seen from another process. */
final class RunningDemo implements AutoCloseable {
  /** The application's own spelling of its replies. */
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final DemoAccess access;
  private final SandboxFile sandbox;

  private RunningDemo(DemoAccess access, SandboxFile sandbox) {
    this.access = access;
    this.sandbox = sandbox;
  }

  /**
   * @throws StartRefused where none runs there
   */
  static RunningDemo on(Path data) {
    DataFolder folder =
        DataFolder.existing(data)
            .orElseThrow(() -> new StartRefused(data + " is no data folder of Aureus" + START));
    Optional<DemoAccess> access = DemoAccess.read(folder);
    Optional<SandboxFile> sandbox = SandboxFile.read(folder);
    if (!FolderLock.isHeld(folder) || access.isEmpty() || sandbox.isEmpty()) {
      throw new StartRefused("no demo runs on " + folder.path() + START);
    }
    return new RunningDemo(access.get(), sandbox.get());
  }

  private static final String START =
      ": start one with ./aureus demo, or name its folder with --data";

  SandboxFile sandbox() {
    return sandbox;
  }

  /** The order as it is now. */
  SandboxOrder order(String id) {
    HttpRequest request = request("/sandbox/orders/" + id).GET().build();
    return JSON.readValue(wellFrom(request), SandboxOrder.class);
  }

  /** Ends the order's window now. */
  void expire(String id) {
    HttpRequest.BodyPublisher nothing = HttpRequest.BodyPublishers.noBody();
    wellFrom(request("/sandbox/orders/" + id + "/expire").POST(nothing).build());
  }

  /**
   * Calls the simulated Ethereum.
   *
   * @throws StartRefused with the node's own words
   */
  JsonNode node(String method, Object... parameters) {
    return call(sandbox.node(), method, parameters);
  }

  /** Likewise the simulated node of a chain of coins. */
  JsonNode coinNode(String chain, String method, Object... parameters) {
    return call(String.valueOf(sandbox.coinNodes().get(chain)), method, parameters);
  }

  /**
   * Calls the payer's node of Lightning by REST.
   *
   * @return the last line of what it answers
   */
  JsonNode payer(String path, Map<String, Object> body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(sandbox.lightning().payer() + path))
            .timeout(Duration.ofSeconds(60))
            .header("Grpc-Metadata-macaroon", SimulatedLnd.MACAROON)
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    List<String> lines = send(request).body().lines().filter(line -> !line.isBlank()).toList();
    return JSON.readTree(lines.isEmpty() ? "{}" : lines.getLast());
  }

  private JsonNode call(String url, String method, Object... parameters) {
    Map<String, Object> call =
        Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(parameters));
    String access = SimulatedBitcoin.USER + ":" + SimulatedBitcoin.PASSWORD;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(15))
            .header("Content-Type", "application/json")
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(access.getBytes(StandardCharsets.UTF_8)))
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(call)))
            .build();
    JsonNode answer = JSON.readTree(send(request).body());
    if (answer.path("error").isObject()) {
      throw new StartRefused(
          "the simulated node refuses " + method + ": " + answer.at("/error/message").asString(""));
    }
    return answer.path("result");
  }

  @Override
  public void close() {
    http.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(access.baseUrl() + path))
        .timeout(Duration.ofSeconds(15))
        .header("API-Key", access.apiKey());
  }

  private String wellFrom(HttpRequest request) {
    HttpResponse<String> response = send(request);
    if (response.statusCode() != 200) {
      String words = response.body();
      try {
        words = JSON.readTree(words).path("message").asString(words);
      } catch (tools.jackson.core.JacksonException e) {
        // Then what came is shown as it came.
      }
      throw new StartRefused(words.isBlank() ? "HTTP " + response.statusCode() : words);
    }
    return response.body();
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new StartRefused(request.uri().getAuthority() + " does not answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartRefused("interrupted");
    }
  }
}
