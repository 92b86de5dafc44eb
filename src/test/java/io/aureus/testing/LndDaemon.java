package io.aureus.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real LND on regtest, before a bitcoind. Where none was built by {@code nodes/build-lnd} the
 * test is skipped with the reason, also with {@code CI=true}: it comes from no package.
 */
public final class LndDaemon implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String program;
  private final BitcoindNode chain;
  private final Path folder;
  private final int rest = RegtestProcess.freePort();
  private final int peer = RegtestProcess.freePort();
  private final int rpc = RegtestProcess.freePort();
  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable TiedProcess process;

  private LndDaemon(String program, BitcoindNode chain) {
    this.program = program;
    this.chain = chain;
    try {
      folder = Files.createTempDirectory("aureus-lnd");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Its path, by which it can be started; where it is not there the test is skipped. Asked first,
   * nothing else is started in vain.
   */
  public static String program() {
    return NodeScript.pathIfAny("build-lnd", "built");
  }

  /** With a new wallet. */
  public static LndDaemon start(String program, BitcoindNode chain) {
    LndDaemon daemon = new LndDaemon(program, chain);
    daemon.startAgain();
    return daemon;
  }

  /** Begins to answer, with what it had. */
  public void startAgain() {
    process =
        TiedProcess.start(
            List.of(
                program,
                "--lnddir=" + folder,
                "--noseedbackup",
                "--no-rest-tls",
                "--bitcoin.regtest",
                "--bitcoin.node=bitcoind",
                "--bitcoind.rpchost=" + URI.create(chain.url()).getAuthority(),
                "--bitcoind.rpcuser=" + chain.user(),
                "--bitcoind.rpcpass=" + chain.password(),
                "--bitcoind.rpcpolling",
                "--bitcoind.blockpollinginterval=200ms",
                "--bitcoind.txpollinginterval=200ms",
                "--listen=127.0.0.1:" + peer,
                "--rpclisten=127.0.0.1:" + rpc,
                "--restlisten=127.0.0.1:" + rest));
    ElectrumDaemon.await("LND to follow the chain", this::follows);
  }

  private boolean follows() {
    try {
      return Files.exists(macaroonFile()) && get("/v1/getinfo").path("synced_to_chain").asBoolean();
    } catch (IllegalStateException e) {
      return false; // It does not answer yet.
    }
  }

  public void stop() {
    TiedProcess running = process;
    if (running != null) {
      running.stop();
    }
    process = null;
  }

  public String url() {
    return "http://127.0.0.1:" + rest;
  }

  private Path macaroonFile() {
    return folder.resolve("data/chain/bitcoin/regtest/admin.macaroon");
  }

  /** In hexadecimal; it may do all. */
  public String macaroon() {
    try {
      return HexFormat.of().formatHex(Files.readAllBytes(macaroonFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its key. */
  public String id() {
    return get("/v1/getinfo").path("identity_pubkey").asString();
  }

  public String address() {
    return get("/v1/newaddress").path("address").asString();
  }

  public JsonNode get(String path) {
    return ask(HttpRequest.newBuilder(URI.create(url() + path)).GET());
  }

  private JsonNode post(String path, Map<String, ?> body) {
    return ask(
        HttpRequest.newBuilder(URI.create(url() + path))
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  private JsonNode ask(HttpRequest.Builder question) {
    try {
      HttpResponse<String> answer =
          http.send(
              question.header("Grpc-Metadata-macaroon", macaroon()).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("LND answered " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException("LND does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Both know one another from then on, and find one another again. */
  public void connect(LndDaemon other) {
    Map<String, String> where = Map.of("pubkey", other.id(), "host", "127.0.0.1:" + other.peer);
    post("/v1/peers", Map.of("addr", where, "perm", true));
  }

  /**
   * Begins to open a channel, whose opening is in no block yet.
   *
   * @param satoshi of it all, from our wallet
   * @param pushed of them the other's
   */
  public void open(LndDaemon other, long satoshi, long pushed) {
    post(
        "/v1/channels",
        Map.of(
            "node_pubkey_string",
            other.id(),
            "local_funding_amount",
            Long.toString(satoshi),
            "push_sat",
            Long.toString(pushed)));
  }

  /** Whether its only channel can be used. */
  public boolean isOpen() {
    return get("/v1/channels").path("channels").path(0).path("active").asBoolean(false);
  }

  /** Nothing of it is kept. */
  @Override
  public void close() {
    TiedProcess running = process;
    if (running != null) {
      running.kill();
    }
    process = null;
    http.close();
    FileSystemUtils.deleteRecursively(folder.toFile());
  }
}
