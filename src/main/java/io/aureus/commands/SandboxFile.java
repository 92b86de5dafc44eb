package io.aureus.commands;

import io.aureus.database.DataFolder;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.sandbox.SimulatedLightning;
import io.aureus.sandbox.SimulatedNodes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * {@code sandbox.json}: where the simulated nodes of a running demo answer, and what they carry.
 *
 * @param node the JSON-RPC address of the simulated Ethereum
 * @param coinNodes likewise of the chains of coins, by their codes
 */
record SandboxFile(
    String node, Map<String, String> coinNodes, Lightning lightning, List<Coin> coins) {
  static final String FILE = "sandbox.json";

  SandboxFile {
    // A file of an earlier version names none.
    coinNodes = Map.copyOf(Objects.requireNonNullElse(coinNodes, Map.of()));
    lightning = Objects.requireNonNullElse(lightning, Lightning.NONE);
    coins = List.copyOf(coins);
  }

  /** Where the two nodes of Lightning answer; empty for none. */
  record Lightning(String payer, String shop) {
    static final Lightning NONE = new Lightning("", "");

    static Lightning of(SimulatedLightning pair) {
      return new Lightning(pair.payer().url(), pair.shop().url());
    }
  }

  /** One coin of a simulated chain; the contract is empty for the native one. */
  record Coin(String code, String chain, int scale, String contract) {
    boolean isLightning() {
      return chain.equals(DemoLightning.CHAIN);
    }

    /** As the money room has it, to count with. */
    Asset asset() {
      Chain of = new Chain(chain, chain, "evm", "mainnet", 0, 1);
      return new Asset(code, of, code, scale, scale, contract, "");
    }
  }

  static SandboxFile of(
      String node, Map<String, String> coinNodes, Lightning lightning, Catalogue catalogue) {
    return new SandboxFile(
        node,
        coinNodes,
        lightning,
        catalogue.assets().stream()
            .map(a -> new Coin(a.code(), a.chain().code(), a.scale(), a.contract()))
            .toList());
  }

  /** Where its nodes answer. */
  SimulatedNodes.Addresses addresses() {
    return new SimulatedNodes.Addresses(
        Map.of(DemoChain.CODE, node), coinNodes, lightning.payer(), lightning.shop());
  }

  static Optional<SandboxFile> read(DataFolder folder) {
    try {
      return folder.read(FILE).map(text -> DemoAccess.JSON.readValue(text, SandboxFile.class));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  void write(DataFolder folder) {
    folder.writePrivately(FILE, DemoAccess.JSON.writeValueAsString(this) + "\n");
  }

  /** Whether a chain is Bitcoin or one of its kind. */
  boolean isOfCoins(String chain) {
    return coinNodes.containsKey(chain);
  }

  Optional<Coin> coin(String code) {
    return coins.stream().filter(coin -> coin.code().equalsIgnoreCase(code)).findFirst();
  }
}
