package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.Aureus;
import io.aureus.database.DataFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The demo as a real process on one data folder, which a test kills and starts again. */
final class DemoProcess implements AutoCloseable {
  private static final int BOUND_SECONDS = 240;
  private static final Pattern ORDER_ID = Pattern.compile("\"order_id\":\"([0-9]{20})\"");

  private final Path parent;
  private final List<Process> started = new ArrayList<>();
  private @Nullable DemoAccess access;

  /**
   * @param parent a folder of the test's own; the data folder is made in it
   */
  DemoProcess(Path parent) {
    this.parent = parent;
  }

  Path data() {
    return parent.resolve("data");
  }

  long pid() {
    return started.getLast().pid();
  }

  DemoAccess access() {
    if (access == null) {
      throw new IllegalStateException("not started");
    }
    return access;
  }

  /** Starts it and waits until it says what to type. */
  DemoAccess start() throws Exception {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx200m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath,
                Aureus.class.getName(),
                "demo",
                "--port",
                "0",
                "--data",
                data().toString())
            .redirectErrorStream(true)
            .redirectOutput(parent.resolve("log" + started.size()).toFile())
            .start();
    started.add(process);
    access = await(process);
    return access;
  }

  /** As {@code kill -9} does. */
  void kill() throws InterruptedException {
    started.getLast().destroyForcibly().waitFor();
  }

  private DemoAccess await(Process process) throws Exception {
    Path log = parent.resolve("log" + (started.size() - 1));
    for (int i = 0; i < BOUND_SECONDS * 4; i++) {
      assertThat(process.isAlive()).as(() -> text(log)).isTrue();
      Optional<DataFolder> folder = DataFolder.existing(data());
      if (folder.isPresent() && text(log).contains("./aureus pay ORDER_ID")) {
        return DemoAccess.read(folder.get()).orElseThrow();
      }
      Thread.sleep(250);
    }
    throw new AssertionError("not started in " + BOUND_SECONDS + " s: " + text(log));
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Twenty dollars in USDT; answers the order's id. */
  String createOrder(String callbackUrl) throws Exception {
    return createOrder("ETH", "USDT-ERC20", callbackUrl);
  }

  /** Twenty dollars in this coin; answers the order's id. */
  String createOrder(String chain, String coin, String callbackUrl) throws Exception {
    String callback = callbackUrl.isEmpty() ? "" : ", \"callback_url\": \"" + callbackUrl + "\"";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(access().baseUrl() + "/api/order/pay-info"))
            .header("API-Key", access().apiKey())
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    """
                    {"chain": "%s", "currency": "%s", "vs_currency": "USD", "vs_price": 20
                    """
                            .formatted(chain, coin)
                        + callback
                        + "}"))
            .build();
    String body = send(request);
    Matcher id = ORDER_ID.matcher(body);
    assertThat(id.find()).as(body).isTrue();
    return id.group(1);
  }

  String detail(String order) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(access().baseUrl() + "/api/v2/order/detail/" + order))
            .header("API-Key", access().apiKey())
            .build());
  }

  private static String send(HttpRequest request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  /** What the command complains of; empty where it went well. */
  static String run(String... arguments) {
    PrintStream before = System.err;
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      int code = Commands.run(Aureus.class, arguments);
      return code == Commands.WELL ? "" : "code " + code + ": " + errors;
    } finally {
      System.setErr(before);
    }
  }

  @Override
  public void close() {
    for (Process process : started) {
      process.destroy();
      try {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
