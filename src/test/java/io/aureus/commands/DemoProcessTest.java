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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a real process, killed and started again. */
class DemoProcessTest {
  private static final int BOUND_SECONDS = 240;

  @TempDir Path parent;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stopAll() throws InterruptedException {
    for (Process process : started) {
      process.destroy();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  @Test
  void keepsEverythingOverAKillAndPaysAfterwards() throws Exception {
    Path data = parent.resolve("data");
    Process first = demo(data);
    DemoAccess before = awaitDemo(first, data);
    String order = createOrder(before);

    assertThat(run("demo", "--data", data.toString()))
        .contains("is in use by process " + first.pid())
        .contains(before.baseUrl());

    first.destroyForcibly().waitFor();
    Files.delete(data.resolve("sandbox.json"));
    DemoAccess after = awaitDemo(demo(data), data);

    assertThat(after.apiKey()).isEqualTo(before.apiKey());
    assertThat(get(after, "/api/v2/order/detail/" + order)).contains("\"PENDING\"");
    assertThat(run("pay", order, "--data", data.toString())).isEmpty();
    assertThat(get(after, "/api/v2/order/detail/" + order)).contains("\"SUCCESS\"");
    assertThat(run("verify", "--data", data.toString())).isEmpty();
  }

  private Process demo(Path data) throws IOException {
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
                data.toString())
            .redirectErrorStream(true)
            .redirectOutput(parent.resolve("log" + started.size()).toFile())
            .start();
    started.add(process);
    return process;
  }

  private DemoAccess awaitDemo(Process process, Path data) throws Exception {
    Path log = parent.resolve("log" + (started.size() - 1));
    for (int i = 0; i < BOUND_SECONDS * 4; i++) {
      assertThat(process.isAlive()).as(() -> text(log)).isTrue();
      Optional<DataFolder> folder = DataFolder.existing(data);
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

  private static String createOrder(DemoAccess access) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(access.baseUrl() + "/api/order/pay-info"))
            .header("API-Key", access.apiKey())
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    """
                    {"chain": "ETH", "currency": "USDT-ERC20", "vs_currency": "USD", "vs_price": 20}
                    """))
            .build();
    String body = send(request);
    Matcher id = Pattern.compile("\"order_id\":\"([0-9]{20})\"").matcher(body);
    assertThat(id.find()).as(body).isTrue();
    return id.group(1);
  }

  private static String get(DemoAccess access, String path) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(access.baseUrl() + path))
            .header("API-Key", access.apiKey())
            .build());
  }

  private static String send(HttpRequest request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  /** What the command complains of; empty where it went well. */
  private static String run(String... arguments) {
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
}
