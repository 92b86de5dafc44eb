package io.aureus.commands;

import io.aureus.database.DataFolder;
import io.aureus.database.FolderLock;
import io.aureus.database.StartRefused;
import io.aureus.sandbox.Customer;
import io.aureus.sandbox.SandboxOrder;
import io.aureus.sandbox.SimulatedNodes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** A demo that runs on a data folder, seen from another process. */
final class RunningDemo implements AutoCloseable {
  /** The application's own spelling of its replies. */
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final DemoAccess access;
  private final SandboxFile sandbox;
  private final SimulatedNodes nodes;

  private RunningDemo(DemoAccess access, SandboxFile sandbox) {
    this.access = access;
    this.sandbox = sandbox;
    this.nodes = new SimulatedNodes(sandbox.addresses());
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
  private void expire(String id) {
    HttpRequest.BodyPublisher nothing = HttpRequest.BodyPublishers.noBody();
    wellFrom(request("/sandbox/orders/" + id + "/expire").POST(nothing).build());
  }

  /** The gateway, as far as it shows this order. */
  Customer.Shop shop(String id) {
    return new Customer.Shop() {
      @Override
      public SandboxOrder order() {
        return RunningDemo.this.order(id);
      }

      @Override
      public void endWindow() {
        expire(id);
      }
    };
  }

  SimulatedNodes nodes() {
    return nodes;
  }

  @Override
  public void close() {
    nodes.close();
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
