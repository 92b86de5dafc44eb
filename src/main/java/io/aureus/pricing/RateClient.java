package io.aureus.pricing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks public servers, with an end to every wait and to every body. */
final class RateClient {
  private static final int LONGEST_BODY = 4 * 1024 * 1024;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final HttpClient client;
  private final Duration timeout;
  private final Map<String, String> urls;

  /**
   * @param timeout for the whole call
   * @param urls replacements of sources' own addresses, by source
   */
  RateClient(Duration timeout, Map<String, String> urls) {
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.timeout = timeout;
    this.urls = Map.copyOf(urls);
  }

  /**
   * @param usual the source's own address, without a path
   * @throws RateFailure for anything but HTTP 200 with a JSON body
   */
  JsonNode json(String source, String usual, String path) {
    try {
      JsonNode node = JSON.readTree(bytes(source, usual, path));
      if (node == null || node.isMissingNode()) {
        throw new RateFailure("an empty answer");
      }
      return node;
    } catch (JacksonException e) {
      throw new RateFailure("the answer is not JSON, or is cut short");
    }
  }

  /** Likewise for any body. */
  byte[] bytes(String source, String usual, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(urls.getOrDefault(source, usual) + path))
            .header("User-Agent", "aureus")
            .header("Accept", "application/json, application/xml;q=0.9")
            .timeout(timeout)
            .build();
    BodyHandler<byte[]> bounded = BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_BODY);
    CompletableFuture<HttpResponse<byte[]>> call = client.sendAsync(request, bounded);
    try {
      HttpResponse<byte[]> response = call.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new RateFailure("HTTP " + response.statusCode());
      }
      if (response.body().length == 0) {
        throw new RateFailure("an empty answer");
      }
      return response.body();
    } catch (TimeoutException e) {
      call.cancel(true);
      throw new RateFailure("no answer within " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      throw new RateFailure(words(e.getCause()));
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      throw new RateFailure("the call was interrupted by the stop");
    }
  }

  private String words(@org.jspecify.annotations.Nullable Throwable cause) {
    if (cause instanceof java.net.http.HttpTimeoutException) {
      return "no answer within " + timeout.toMillis() + " ms";
    }
    if (cause instanceof IOException && String.valueOf(cause.getMessage()).contains("capacity")) {
      return "the answer is longer than " + LONGEST_BODY + " bytes";
    }
    return "cannot be reached: " + cause;
  }
}
