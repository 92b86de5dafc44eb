package io.aureus.testing;

import io.aureus.money.CatalogueFile;
import io.aureus.money.Chain;
import io.aureus.sandbox.SimulatedBitcoin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The simulated node of Bitcoin or Litecoin, mining on demand. */
public final class SimulatedCoinNode implements CoinNode {
  private final Path folder;
  private final Clock clock;
  private final Chain chain;
  private @Nullable SimulatedBitcoin node;
  private SimulatedBitcoin.Ports ports = SimulatedBitcoin.Ports.free();

  private SimulatedCoinNode(Path folder, Clock clock, Chain chain) {
    this.folder = folder;
    this.clock = clock;
    this.chain = chain;
  }

  /**
   * A new chain in a folder of its own.
   *
   * @param code {@code BTC} or {@code LTC}
   */
  public static SimulatedCoinNode start(String code, Clock clock) {
    try {
      return start(Files.createTempDirectory("simulated-coin"), code, clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The chain of a folder. */
  public static SimulatedCoinNode start(Path folder, String code, Clock clock) {
    Chain chain =
        CatalogueFile.read(Map.of(code, new CatalogueFile.Choice("simulated", 0, Map.of())))
            .chains()
            .getFirst();
    SimulatedCoinNode node = new SimulatedCoinNode(folder, clock, chain);
    node.startAgain();
    return node;
  }

  /** Calls one of its controls, which no real node has. */
  public JsonNode control(String method, Object... params) {
    return rpc(method, params);
  }

  @Override
  public String chain() {
    return chain.code();
  }

  @Override
  public String network() {
    return "simulated";
  }

  @Override
  public String url() {
    return "http://127.0.0.1:" + ports.rpc();
  }

  @Override
  public String user() {
    return SimulatedBitcoin.USER;
  }

  @Override
  public String password() {
    return SimulatedBitcoin.PASSWORD;
  }

  @Override
  public String zmq() {
    return "tcp://127.0.0.1:" + ports.zmq();
  }

  @Override
  public JsonNode rpc(String method, Object... params) {
    return new CoinRpc(url(), user(), password()).call(method, params);
  }

  @Override
  public String payerAddress() {
    JsonNode block = rpc("getblock", rpc("getblockhash", 1).asString(), 2);
    return block.at("/tx/0/vout/0/scriptPubKey/address").asString();
  }

  @Override
  public String pay(Map<String, Long> outputs) {
    return control("sim_pay", Map.of("outputs", list(outputs))).asString();
  }

  @Override
  public String payForGood(String address, long units) {
    return control("sim_pay", Map.of("to", address, "units", units, "final", true)).asString();
  }

  @Override
  public String payAtAnyHeight(String address, long units) {
    return pay(address, units);
  }

  private static List<Map<String, Object>> list(Map<String, Long> outputs) {
    return outputs.entrySet().stream()
        .map(each -> Map.<String, Object>of("to", each.getKey(), "units", each.getValue()))
        .toList();
  }

  @Override
  public String replace(String txid, Map<String, Long> outputs) {
    return control("sim_replace", Map.of("txid", txid, "outputs", list(outputs))).asString();
  }

  @Override
  public String lift(String txid, long rate) {
    return control("sim_lift", Map.of("txid", txid, "rate", rate)).asString();
  }

  @Override
  public void evict(String txid) {
    control("sim_drop", txid);
  }

  @Override
  public void resubmit(String txid) {
    control("sim_resubmit", txid);
  }

  @Override
  public void mine(int blocks) {
    control("sim_mine", blocks);
  }

  @Override
  public void reorg(int depth, Fate fate) {
    control(
        "sim_reorg",
        Map.of("depth", depth, "keep", fate == Fate.MINED, "wait", fate == Fate.WAITING));
  }

  @Override
  public int height() {
    return rpc("getblockcount").asInt();
  }

  @Override
  public void stop() {
    if (node != null) {
      node.close();
      node = null;
    }
  }

  @Override
  public void startAgain() {
    SimulatedBitcoin started =
        SimulatedBitcoin.start(folder, ports, clock, chain, SimulatedBitcoin.Pace.onDemand());
    ports =
        new SimulatedBitcoin.Ports(
            URI.create(started.url()).getPort(), URI.create(started.zmq()).getPort());
    node = started;
  }

  @Override
  public void close() {
    stop();
  }
}
