package io.aureus.journeys;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Before an LND: it tells of another payment hash than the one that was paid. */
final class LyingLnd implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final String target;
  private volatile String lie = "\0";
  private volatile String truth = "\0";

  LyingLnd(String target) {
    this.target = target;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Both in hexadecimal. */
  void say(String claimed, String insteadOf) {
    lie = claimed;
    truth = insteadOf;
  }

  private static String base64(String hex) {
    return hex.equals("\0")
        ? hex
        : Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(
                  URI.create(target + exchange.getRequestURI().toString().replace(lie, truth)))
              .method(
                  exchange.getRequestMethod(),
                  BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
      request.header(
          "Grpc-Metadata-macaroon",
          String.valueOf(exchange.getRequestHeaders().getFirst("Grpc-Metadata-macaroon")));
      HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
      exchange.sendResponseHeaders(answer.statusCode(), 0);
      pass(answer.body(), exchange.getResponseBody());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(InputStream in, OutputStream out) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String told = line.replace(base64(truth), base64(lie)) + "\n";
        out.write(told.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
