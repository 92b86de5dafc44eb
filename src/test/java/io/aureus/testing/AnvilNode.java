package io.aureus.testing;

import com.esaulpaugh.headlong.abi.Address;
import com.esaulpaugh.headlong.abi.Function;
import com.esaulpaugh.headlong.abi.Tuple;
import com.esaulpaugh.headlong.abi.TupleType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Anvil, a real Ethereum node with real contracts, mining on demand. Where it cannot be had the
 * test is skipped with the reason; with {@code CI=true} it fails instead.
 */
public final class AnvilNode implements EvmNode {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final BigInteger ALL = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
  private static final String GAS = "0x2dc6c0";

  private final Process process;
  private final String url;
  private final long chainId;
  private final String payer;
  private final Map<String, String> raw = new HashMap<>();
  private final String splitter;

  private AnvilNode(Process process, String url, long chainId) {
    this.process = process;
    this.url = url;
    this.chainId = chainId;
    this.payer = awaitPayer();
    this.splitter = deploy("Splitter", "");
  }

  /** A new chain. */
  public static AnvilNode start(long chainId) {
    String binary = binary();
    try {
      int port;
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = socket.getLocalPort();
      }
      Process process =
          new ProcessBuilder(
                  binary, "--port=" + port, "--chain-id=" + chainId, "--no-mining", "--silent")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new AnvilNode(process, "http://127.0.0.1:" + port, chainId);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String binary() {
    String words;
    try {
      Process script = new ProcessBuilder(Path.of("nodes", "get-anvil").toString()).start();
      String path = text(script.getInputStream()).strip();
      words = text(script.getErrorStream());
      if (script.waitFor(3, TimeUnit.MINUTES) && script.exitValue() == 0) {
        return path;
      }
    } catch (IOException e) {
      words = String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    if ("true".equals(System.getenv("CI"))) {
      throw new IllegalStateException("anvil must run in CI: " + words);
    }
    return Assumptions.abort("anvil is not to be had: " + words);
  }

  private String awaitPayer() {
    for (int tries = 0; ; tries++) {
      try {
        return JsonRpc.call(url, "eth_accounts").path(0).asString();
      } catch (UncheckedIOException e) {
        if (tries == 300 || !process.isAlive()) {
          throw e;
        }
        pause();
      }
    }
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public long chainId() {
    return chainId;
  }

  @Override
  public String payer() {
    return payer;
  }

  @Override
  public String deployToken(String symbol, int decimals) {
    ByteBuffer arguments = TupleType.parse("(string,uint8)").encode(Tuple.of(symbol, decimals));
    String contract = deploy("TestToken", data(arguments).substring(2));
    ByteBuffer approve =
        Function.parse("approve(address,uint256)").encodeCallWithArgs(address(splitter), ALL);
    send(contract, BigInteger.ZERO, data(approve));
    mine(1);
    return contract;
  }

  @Override
  public String pay(String to, BigInteger units) {
    return send(to, units, "0x");
  }

  @Override
  public String payToken(String contract, String to, BigInteger units) {
    return send(
        contract,
        BigInteger.ZERO,
        data(Function.parse("transfer(address,uint256)").encodeCallWithArgs(address(to), units)));
  }

  @Override
  public String payTooMuch(String contract, String to) {
    return payToken(contract, to, ALL);
  }

  @Override
  public String payInside(Map<String, BigInteger> outputs) {
    BigInteger sum = outputs.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    ByteBuffer call =
        Function.parse("pay(address[],uint256[])")
            .encodeCallWithArgs(receivers(outputs), units(outputs));
    return send(splitter, sum, data(call));
  }

  @Override
  public String payTokenInside(String contract, Map<String, BigInteger> outputs) {
    ByteBuffer call =
        Function.parse("payToken(address,address[],uint256[])")
            .encodeCallWithArgs(address(contract), receivers(outputs), units(outputs));
    return send(splitter, BigInteger.ZERO, data(call));
  }

  @Override
  public void mine(int blocks) {
    JsonRpc.call(url, "anvil_mine", "0x" + Integer.toHexString(blocks));
  }

  @Override
  public void reorg(int depth, boolean keep) {
    List<List<Object>> again = new ArrayList<>();
    long head = head();
    for (long number = head - depth + 1; number <= head; number++) {
      JsonNode block =
          JsonRpc.call(url, "eth_getBlockByNumber", "0x" + Long.toHexString(number), false);
      for (JsonNode hash : block.path("transactions")) {
        String bytes = JsonRpc.call(url, "debug_getRawTransaction", hash.asString()).asString();
        raw.put(hash.asString(), bytes);
        again.add(List.of(bytes, Math.min(1, depth - 1)));
      }
    }
    JsonRpc.call(url, "anvil_reorg", depth, keep ? again : List.of());
  }

  @Override
  public void resubmit(String txHash) {
    JsonRpc.call(url, "eth_sendRawTransaction", String.valueOf(raw.get(txHash)));
  }

  @Override
  public void drop(String txHash) {
    JsonRpc.call(url, "anvil_dropTransaction", txHash);
  }

  @Override
  public void baseFee(BigInteger units) {
    JsonRpc.call(url, "anvil_setNextBlockBaseFeePerGas", "0x" + units.toString(16));
  }

  @Override
  public long head() {
    return JsonRpc.number(JsonRpc.call(url, "eth_blockNumber"));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String deploy(String contract, String argumentsHex) {
    String code = compiled(contract).path("bytecode").asString();
    String hash =
        JsonRpc.call(
                url,
                "eth_sendTransaction",
                Map.of("from", payer, "gas", GAS, "data", code + argumentsHex))
            .asString();
    mine(1);
    JsonNode receipt = JsonRpc.call(url, "eth_getTransactionReceipt", hash);
    if (!receipt.path("status").asString("").equals("0x1")) {
      throw new IllegalStateException(contract + " was not deployed: " + receipt);
    }
    return receipt.path("contractAddress").asString();
  }

  private String send(String to, BigInteger units, String data) {
    return JsonRpc.call(
            url,
            "eth_sendTransaction",
            Map.of(
                "from",
                payer,
                "to",
                to,
                "gas",
                GAS,
                "value",
                "0x" + units.toString(16),
                "data",
                data))
        .asString();
  }

  private static JsonNode compiled(String contract) {
    String path = "/contracts/" + contract + ".json";
    try (InputStream in = AnvilNode.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is missing; run nodes/compile-contracts");
      }
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Address[] receivers(Map<String, BigInteger> outputs) {
    return outputs.keySet().stream().map(AnvilNode::address).toArray(Address[]::new);
  }

  private static BigInteger[] units(Map<String, BigInteger> outputs) {
    return outputs.values().toArray(BigInteger[]::new);
  }

  private static Address address(String text) {
    return Address.wrap(Address.toChecksumAddress(text.toLowerCase(Locale.ROOT)));
  }

  private static String data(ByteBuffer call) {
    byte[] bytes = new byte[call.remaining()];
    call.get(bytes);
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
