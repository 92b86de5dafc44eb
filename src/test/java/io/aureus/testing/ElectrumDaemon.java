package io.aureus.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * A real Electrum wallet on regtest, as a daemon of its own that knows one server and has one
 * wallet without a password. It is a Lightning node too. Where it cannot be had the test is skipped
 * with the reason; with {@code CI=true} it fails instead.
 */
public final class ElectrumDaemon implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String program;
  private final Path folder;
  private final CoinRpc rpc;
  private @Nullable TiedProcess process;

  private ElectrumDaemon(String program, String server) {
    this.program = program;
    int port = RegtestProcess.freePort();
    rpc = new CoinRpc("http://127.0.0.1:" + port, "test", "a-password-of-the-test");
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("config_version", 3);
    settings.put("server", URI.create(server).getAuthority() + ":t");
    settings.put("oneserver", true);
    settings.put("auto_connect", false);
    settings.put("rpchost", "127.0.0.1");
    settings.put("rpcport", port);
    settings.put("rpcuser", rpc.user());
    settings.put("rpcpassword", rpc.password());
    settings.put("lightning_listen", "127.0.0.1:" + RegtestProcess.freePort());
    // Without it only nodes that Electrum knows by name are found a way to.
    settings.put("use_gossip", true);
    // An invoice is to be paid by Lightning, and not at an address that it names.
    settings.put("bolt11_fallback", false);
    try {
      folder = Files.createTempDirectory("aureus-electrum");
      Path own = Files.createDirectory(folder.resolve("regtest"));
      Files.write(own.resolve("config"), CoinRpc.JSON.writeValueAsBytes(settings));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One without a wallet yet.
   *
   * @param server the one that it knows, e.g. {@code tcp://127.0.0.1:50001}
   */
  public static ElectrumDaemon start(String server) {
    ElectrumDaemon daemon = new ElectrumDaemon(NodeScript.path("get-electrum"), server);
    daemon.begin();
    return daemon;
  }

  private void begin() {
    process = TiedProcess.start(List.of(program, "--regtest", "-D", folder.toString(), "daemon"));
    await("an answer of " + program, this::answers);
  }

  private boolean answers() {
    try {
      return rpc("ping").asBoolean();
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /**
   * Makes a new wallet, which has Lightning.
   *
   * @return its seed
   */
  public String create() {
    String seed = rpc("create").path("seed").asString();
    load();
    return seed;
  }

  /**
   * Makes the wallet of a seed, of a master key (an xpub lets it watch alone) or of addresses.
   *
   * @param text as a person would type it
   */
  public void restore(String text) {
    rpc("restore", text);
    load();
  }

  private void load() {
    if (!rpc("load_wallet").asBoolean()) {
      throw new IllegalStateException("the wallet does not open");
    }
  }

  /** Calls a command; an error answer throws {@link CoinNode.RpcFailure}. */
  public JsonNode rpc(String method, Object... params) {
    return rpc.call(method, params);
  }

  /** Where it speaks JSON-RPC, without user and password. */
  public String url() {
    return rpc.url();
  }

  public String user() {
    return rpc.user();
  }

  public String password() {
    return rpc.password();
  }

  /** Ends it; its wallet and its channels are kept. */
  public void stop() {
    TiedProcess running = process;
    if (running != null) {
      rpc("stop");
      running.stop();
    }
    process = null;
  }

  /** Starts it again at the same address, with its wallet. */
  public void startAgain() {
    begin();
    load();
  }

  /** Kills it as a power cut would; its wallet and its channels are as they were written. */
  public void kill() {
    TiedProcess running = process;
    if (running != null) {
      running.kill();
    }
    process = null;
  }

  /** Waits; fails after a minute. */
  public static void await(String what, BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("waited in vain for " + what);
      }
      RegtestProcess.pause();
    }
  }

  /** Kills it, and nothing of it is kept. */
  @Override
  public void close() {
    kill();
    FileSystemUtils.deleteRecursively(folder.toFile());
  }
}
