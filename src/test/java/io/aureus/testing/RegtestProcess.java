package io.aureus.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * The process of a real node on regtest, with a folder and ports of its own. It ends with this
 * process, also where that is killed.
 */
final class RegtestProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String program;
  private final Path folder;
  private final int rpcPort = freePort();
  private final int peerPort = freePort();
  private final int zmqPort = freePort();
  private final boolean hasCookie;
  private @Nullable TiedProcess process;

  /**
   * @param hasCookie whether it is told no user and password, and writes its cookie file instead
   */
  RegtestProcess(String program, boolean hasCookie) {
    this.program = program;
    this.hasCookie = hasCookie;
    try {
      folder = Files.createTempDirectory("aureus-regtest");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CoinRpc rpc() {
    String url = "http://127.0.0.1:" + rpcPort;
    if (!hasCookie) {
      return new CoinRpc(url, "test", "a-password-of-the-test");
    }
    try {
      String[] both = Files.readString(cookie()).split(":", 2);
      return new CoinRpc(url, both[0], both[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its cookie file, which is there while it runs. */
  Path cookie() {
    return folder.resolve("regtest").resolve(".cookie");
  }

  int peerPort() {
    return peerPort;
  }

  int zmqPort() {
    return zmqPort;
  }

  /** Returns once it answers. */
  void start(List<String> options) {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            program,
            "-datadir=" + folder,
            "-regtest",
            "-server",
            "-txindex=1",
            "-walletbroadcast=0",
            "-spendzeroconfchange=0",
            "-dnsseed=0",
            "-rpcport=" + rpcPort,
            "-rpcbind=127.0.0.1",
            "-rpcallowip=127.0.0.1",
            "-bind=127.0.0.1:" + peerPort));
    command.addAll(options);
    if (!hasCookie) {
      command.addAll(List.of("-rpcuser=" + rpc().user(), "-rpcpassword=" + rpc().password()));
    }
    process = TiedProcess.start(command);
    Instant end = Instant.now().plus(PATIENCE);
    while (!answers()) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException(program + " does not start; see " + folder);
      }
      pause();
    }
  }

  private boolean answers() {
    try {
      rpc().call("getblockcount");
      return true;
    } catch (UncheckedIOException | CoinNode.RpcFailure | IllegalStateException e) {
      return false;
    }
  }

  static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Lets it end by itself, so that it keeps its mempool. */
  void stop() {
    TiedProcess running = process;
    if (running != null) {
      running.stop();
    }
    process = null;
  }

  /** Kills it, and nothing of it is kept. */
  @Override
  public void close() {
    TiedProcess running = process;
    if (running != null) {
      running.kill();
    }
    FileSystemUtils.deleteRecursively(folder.toFile());
  }
}
