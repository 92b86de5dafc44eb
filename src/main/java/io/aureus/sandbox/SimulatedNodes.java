package io.aureus.sandbox;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The simulated nodes of a demo, called as a customer's wallet calls them and by their controls.
 * Live mode has none.
 */
public final class SimulatedNodes implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration PAYING = Duration.ofSeconds(60);
  private static final String LIGHTNING = "BLN";

  /**
   * Where they answer.
   *
   * @param accounts those of Ethereum's kind by their chains' codes, e.g. {@code ETH}
   * @param coins likewise those of Bitcoin's kind
   * @param payer the customer's node of Lightning; empty for none
   * @param shop the shop's; empty for none
   */
  public record Addresses(
      Map<String, String> accounts, Map<String, String> coins, String payer, String shop) {
    public Addresses {
      accounts = Map.copyOf(accounts);
      coins = Map.copyOf(coins);
    }
  }

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Addresses at;

  public SimulatedNodes(Addresses at) {
    this.at = at;
  }

  /** Whether the chain's node is one of these. */
  public boolean has(String chain) {
    return at.accounts().containsKey(chain) || isOfCoins(chain) || isLightning(chain);
  }

  /** Whether the chain is Bitcoin or one of its kind, simulated. */
  public boolean isOfCoins(String chain) {
    return at.coins().containsKey(chain);
  }

  /** Whether the chain is Lightning, simulated. */
  public boolean isLightning(String chain) {
    return chain.equals(LIGHTNING) && !at.shop().isEmpty();
  }

  /**
   * Takes a chain's node away for a while, or brings it back.
   *
   * @param seconds 0 to bring it back
   */
  void down(String chain, int seconds) {
    if (isLightning(chain)) {
      shop(Map.of("seconds", seconds));
    } else {
      call(chain, "sim_down", seconds);
    }
  }

  /** For how many seconds more a chain's node does not answer; 0 where it does. */
  long secondsDown(String chain) {
    return isLightning(chain)
        ? shop(Map.of()).path("seconds").asLong()
        : call(chain, "sim_down").asLong();
  }

  /**
   * Calls a node by JSON-RPC.
   *
   * @throws Refusal with the node's own words
   */
  JsonNode call(String chain, String method, Object... parameters) {
    String url = at.coins().getOrDefault(chain, at.accounts().getOrDefault(chain, ""));
    Map<String, Object> call =
        Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(parameters));
    byte[] access =
        (SimulatedBitcoin.USER + ":" + SimulatedBitcoin.PASSWORD).getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        post(url, call, PATIENCE)
            .header("Content-Type", "application/json")
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(access));
    JsonNode answer = read(send(request.build()));
    if (answer.path("error").isObject()) {
      throw new Refusal(
          ErrorCode.CONFLICT,
          "the simulated node refuses " + method + ": " + answer.at("/error/message").asString(""));
    }
    return answer.path("result");
  }

  /**
   * Calls the payer's node of Lightning by REST.
   *
   * @return the last line of what it answers
   */
  JsonNode payer(String path, Map<String, Object> body) {
    HttpRequest.Builder request = post(at.payer() + path, body, PAYING);
    List<String> lines = send(lnd(request)).lines().filter(line -> !line.isBlank()).toList();
    return read(lines.isEmpty() ? "{}" : lines.getLast());
  }

  private JsonNode shop(Map<String, Object> body) {
    return read(send(lnd(post(at.shop() + "/sim/down", body, PATIENCE))));
  }

  private static HttpRequest lnd(HttpRequest.Builder request) {
    return request.header("Grpc-Metadata-macaroon", SimulatedLnd.MACAROON).build();
  }

  private static HttpRequest.Builder post(String url, Map<String, Object> body, Duration most) {
    return HttpRequest.newBuilder(URI.create(url))
        .timeout(most)
        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      throw new Refusal(ErrorCode.CONFLICT, "the simulated node does not answer in JSON");
    }
  }

  private String send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new Refusal(
          ErrorCode.CONFLICT, "the simulated node at " + request.uri().getAuthority() + " is down");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(ErrorCode.CONFLICT, "interrupted");
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
