package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.BitcoindNode;
import io.aureus.testing.Line;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** How soon the payer's page shows what he paid, on real bitcoind that rings. */
class BitcoindSightTest {
  private static final int PAYMENTS = 5;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void theCheckoutsLiveStatusShowsAPaymentBeforeAnyBlockAndTheNodeRings() throws Exception {
    BitcoindNode node = BitcoindNode.start();
    List<Long> waits = new ArrayList<>();
    try (Line line = new Line(node.zmq());
        CoinTown town = new CoinTown(node, bell(line), Map.of())) {
      CoinTown.await("the bell", () -> line.carried() > 0);
      for (int i = 0; i < PAYMENTS; i++) {
        Story story = town.order("18");
        String before = mark(town, story);
        int height = node.height();
        long rung = line.carried();
        long began = System.nanoTime();
        story.pay(story.due());
        while (mark(town, story).equals(before)) {
          // Two seconds are promised; a test's machine may have other things to do, but not always.
          assertThat(System.nanoTime() - began).isLessThan(30_000_000_000L);
          Thread.sleep(20);
        }
        waits.add((System.nanoTime() - began) / 1_000_000);
        assertThat(story.events()).contains("payment.seen").doesNotContain("payment.confirmed");
        assertThat(node.height()).isEqualTo(height);
        // That a ring wakes who reads the chain is DoorbellContract's.
        CoinTown.await("a ring", () -> line.carried() > rung);
      }
    }
    assertThat(waits).as("milliseconds").anyMatch(millis -> millis < 2_000);
    System.out.printf("bitcoind: on the page after %s ms%n", waits);
  }

  private static Map<String, Object> bell(Line line) {
    return Map.of("aureus.chains.btc.zmq", line.url().replace("http://", "tcp://"));
  }

  private String mark(CoinTown town, Story story) throws IOException, InterruptedException {
    URI status = URI.create(town.gateway().url() + "/checkout/" + story.id() + "/status");
    HttpResponse<String> answer =
        http.send(HttpRequest.newBuilder(status).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body()).path("mark").asString();
  }
}
