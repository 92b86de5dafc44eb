package io.aureus.testing;

import io.aureus.sandbox.SimulatedEthereum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The simulated node, mining on demand. */
public final class SimulatedNode implements EvmNode {
  private final SimulatedEthereum node;
  private final long chainId;

  private SimulatedNode(SimulatedEthereum node, long chainId) {
    this.node = node;
    this.chainId = chainId;
  }

  /** A new chain in a folder of its own. */
  public static SimulatedNode start(long chainId, Clock clock) {
    try {
      return start(Files.createTempDirectory("simulated-ethereum"), chainId, clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The chain of a folder. */
  public static SimulatedNode start(Path dir, long chainId, Clock clock) {
    SimulatedEthereum.Config config =
        SimulatedEthereum.Config.of(Duration.ZERO, chainId, List.of());
    return new SimulatedNode(SimulatedEthereum.start(dir, 0, clock, config), chainId);
  }

  /** Calls any method of it, e.g. one of its controls. */
  public String control(String method, Object... params) {
    return JsonRpc.call(url(), method, params).asString();
  }

  @Override
  public String url() {
    return node.url();
  }

  @Override
  public long chainId() {
    return chainId;
  }

  @Override
  public String payer() {
    return "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
  }

  @Override
  public String deployToken(String symbol, int decimals) {
    String contract = control("sim_deployToken", Map.of("symbol", symbol, "decimals", decimals));
    mine(1);
    return contract;
  }

  @Override
  public String pay(String to, BigInteger units) {
    return control("sim_pay", Map.of("to", to, "units", units.toString()));
  }

  @Override
  public String payToken(String contract, String to, BigInteger units) {
    return control("sim_pay", Map.of("to", to, "units", units.toString(), "asset", contract));
  }

  @Override
  public String payTooMuch(String contract, String to) {
    return control(
        "sim_pay", Map.of("to", to, "units", "1000000", "asset", contract, "failed", true));
  }

  @Override
  public String payInside(Map<String, BigInteger> outputs) {
    return payTokenInside("native", outputs);
  }

  @Override
  public String payTokenInside(String contract, Map<String, BigInteger> outputs) {
    List<Map<String, String>> list = new ArrayList<>();
    outputs.forEach((to, units) -> list.add(Map.of("to", to, "units", units.toString())));
    return control("sim_pay", Map.of("asset", contract, "internal", true, "outputs", list));
  }

  @Override
  public void mine(int blocks) {
    control("sim_mine", blocks);
  }

  @Override
  public void reorg(int depth, boolean keep) {
    control("sim_reorg", Map.of("depth", depth, "keep", keep));
  }

  @Override
  public void resubmit(String txHash) {
    control("sim_resubmit", txHash);
  }

  @Override
  public void drop(String txHash) {
    control("sim_drop", txHash);
  }

  @Override
  public void baseFee(BigInteger units) {
    control("sim_setBaseFee", units.toString());
  }

  @Override
  public long head() {
    return JsonRpc.number(JsonRpc.call(url(), "eth_blockNumber"));
  }

  @Override
  public void close() {
    node.close();
  }
}
