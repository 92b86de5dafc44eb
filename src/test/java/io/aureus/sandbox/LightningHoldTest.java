package io.aureus.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LightningHoldTest {
  private static final Pattern REQUEST = Pattern.compile("\"payment_request\":\"([^\"]+)\"");

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path folder;

  @Test
  void keepsWhatComesInWithoutTakingItAsLongAsItIsTold() throws Exception {
    try (SimulatedLightning pair =
        SimulatedLightning.start(
            folder, SimulatedLightning.Ports.free(), Clock.systemUTC(), new SplittableRandom(5))) {
      String shop = pair.shop().url();
      post(shop + "/sim/hold", "{\"hold\": true}").get();
      Matcher made =
          REQUEST.matcher(post(shop + "/v1/invoices", "{\"value_msat\": \"5000\"}").get().body());
      assertThat(made.find()).isTrue();
      CompletableFuture<HttpResponse<String>> paid =
          post(
              pair.payer().url() + "/v2/router/send",
              "{\"payment_request\": \"%s\", \"no_inflight_updates\": true}"
                  .formatted(made.group(1)));
      TimeUnit.MILLISECONDS.sleep(300);
      assertThat(paid.isDone()).isFalse();

      post(shop + "/sim/hold", "{\"hold\": false}").get();
      assertThat(paid.get(10, TimeUnit.SECONDS).body()).contains("SUCCEEDED");
    }
  }

  private CompletableFuture<HttpResponse<String>> post(String url, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Grpc-Metadata-macaroon", SimulatedLnd.MACAROON)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.sendAsync(request, BodyHandlers.ofString());
  }
}
