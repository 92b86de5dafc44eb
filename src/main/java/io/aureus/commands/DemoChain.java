package io.aureus.commands;

import io.aureus.database.DataFolder;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.CatalogueFile;
import io.aureus.sandbox.SimulatedEthereum;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The simulated Ethereum of a demo: where it lies and how the gateway reads it. */
final class DemoChain {
  static final String CODE = "ETH";

  private static final int CONFIRMATIONS = 3;
  private static final Duration BLOCK_TIME = Duration.ofSeconds(2);
  static final String FOLDER = "sandbox";

  /** What the hot address is given at the first start: ten ether. */
  static final BigInteger GAS = BigInteger.TEN.pow(19);

  private DemoChain() {}

  static SimulatedEthereum start(DataFolder folder) {
    return start(folder, BLOCK_TIME);
  }

  /**
   * @param blockTime the pause between two blocks while payments are about
   */
  static SimulatedEthereum start(DataFolder folder, Duration blockTime) {
    Catalogue catalogue = catalogue();
    List<SimulatedEthereum.Token> tokens =
        catalogue.assets().stream()
            .filter(asset -> !asset.isNative())
            .map(DemoChain::token)
            .toList();
    long chainId = catalogue.chains().getFirst().networkId();
    return SimulatedEthereum.start(
        folder.file(FOLDER),
        0,
        SharedBeans.clock(),
        SimulatedEthereum.Config.of(blockTime, chainId, tokens));
  }

  /** What the node at {@code url} carries. */
  static SandboxFile coins(String url) {
    return SandboxFile.of(url, Map.of(), SandboxFile.Lightning.NONE, catalogue());
  }

  private static Catalogue catalogue() {
    return CatalogueFile.read(
        Map.of(CODE, new CatalogueFile.Choice("simulated", CONFIRMATIONS, Map.of())));
  }

  /** The settings of a gateway that reads the node at {@code url}. */
  static Map<String, Object> settings(String url) {
    return Map.of(
        "aureus.chains.eth.network",
        "simulated",
        "aureus.chains.eth.confirmations",
        Integer.toString(CONFIRMATIONS),
        "aureus.chains.eth.rpc",
        url,
        "aureus.chains.eth.poll",
        "500ms");
  }

  private static SimulatedEthereum.Token token(Asset asset) {
    return new SimulatedEthereum.Token(asset.contract(), asset.symbol(), asset.scale());
  }
}
