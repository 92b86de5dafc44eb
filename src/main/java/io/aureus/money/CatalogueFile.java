package io.aureus.money;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code catalogue.json}: which chains and assets exist, and where on each network. */
public final class CatalogueFile {
  /** Stands where an asset has no contract that this deployment knows. */
  private static final String NO_CONTRACT = "none";

  /**
   * What a deployment chooses for one chain.
   *
   * @param network a network of the file, e.g. {@code mainnet} or {@code simulated}
   * @param confirmations depth, or 0 for the file's own
   * @param contracts contracts that replace or add to the file's, by asset code; case and hyphens
   *     do not matter, since the name of an environment variable has neither
   */
  public record Choice(String network, int confirmations, Map<String, String> contracts) {
    public Choice {
      Map<String, String> byBareCode = new TreeMap<>();
      contracts.forEach((code, contract) -> byBareCode.put(bare(code), contract));
      contracts = Map.copyOf(byBareCode);
    }

    private static String bare(String code) {
      return code.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
    }
  }

  private record File(List<String> fiats, List<ChainLine> chains) {}

  private record ChainLine(
      String code,
      String name,
      String family,
      int confirmations,
      Map<String, Long> networks,
      List<AssetLine> assets) {}

  private record AssetLine(
      String code,
      String symbol,
      int scale,
      @JsonProperty("quote_scale") int quoteScale,
      @JsonProperty("peg") String peg,
      Map<String, String> contracts) {}

  private CatalogueFile() {}

  /**
   * The catalogue of the chains that {@code choices} names, by chain code. An asset with no
   * contract on the chosen network is dormant, as are those of all other chains.
   *
   * @throws IllegalArgumentException for a chain, network or asset that the file does not know
   */
  public static Catalogue read(Map<String, Choice> choices) {
    File file = load();
    List<Asset> assets = new ArrayList<>();
    List<Asset> dormant = new ArrayList<>();
    Set<String> unknown = new TreeSet<>(choices.keySet());
    for (ChainLine line : file.chains()) {
      Choice choice = choices.get(line.code());
      if (choice != null) {
        unknown.remove(line.code());
        assets.addAll(assetsOf(line, choice));
      }
      dormant.addAll(dormant(line));
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("unknown chain " + unknown + "; known are " + codes(file));
    }
    return new Catalogue(assets, dormant, Set.copyOf(file.fiats()));
  }

  /**
   * A chain as it is on each of its networks, whatever a deployment chose.
   *
   * @param code of the chain, e.g. {@code BTC}; empty is answered where the file has none such
   */
  public static List<Chain> networks(String code) {
    return load().chains().stream()
        .filter(line -> line.code().equals(code))
        .flatMap(
            line ->
                new TreeMap<>(line.networks())
                    .entrySet().stream()
                        .map(
                            network ->
                                new Chain(
                                    line.code(),
                                    line.name(),
                                    line.family(),
                                    network.getKey(),
                                    network.getValue(),
                                    line.confirmations())))
        .toList();
  }

  private static List<Asset> assetsOf(ChainLine line, Choice choice) {
    Long networkId = line.networks().get(choice.network());
    if (networkId == null) {
      throw new IllegalArgumentException(
          "unknown network %s of %s; known are %s"
              .formatted(choice.network(), line.code(), new TreeSet<>(line.networks().keySet())));
    }
    int depth = choice.confirmations() > 0 ? choice.confirmations() : line.confirmations();
    Chain chain =
        new Chain(line.code(), line.name(), line.family(), choice.network(), networkId, depth);
    Set<String> overridden = new TreeSet<>(choice.contracts().keySet());
    List<Asset> assets = new ArrayList<>();
    for (AssetLine asset : line.assets()) {
      String bareCode = Choice.bare(asset.code());
      overridden.remove(bareCode);
      boolean isNative = asset.contracts().isEmpty();
      String listed = asset.contracts().getOrDefault(choice.network(), "");
      String contract = choice.contracts().getOrDefault(bareCode, listed);
      if (isNative || !contract.isEmpty()) {
        assets.add(asset(asset, chain, isNative ? "" : contract));
      }
    }
    if (!overridden.isEmpty()) {
      throw new IllegalArgumentException(
          "unknown asset " + overridden + " on " + line.code() + " in the contracts setting");
    }
    return assets;
  }

  /** All assets of a chain, as rows from before may name them: of no network. */
  private static List<Asset> dormant(ChainLine line) {
    Chain chain =
        new Chain(line.code(), line.name(), line.family(), "none", 0, line.confirmations());
    return line.assets().stream()
        .map(asset -> asset(asset, chain, asset.contracts().isEmpty() ? "" : NO_CONTRACT))
        .toList();
  }

  private static Asset asset(AssetLine line, Chain chain, String contract) {
    return new Asset(
        line.code(), chain, line.symbol(), line.scale(), line.quoteScale(), contract, line.peg());
  }

  private static List<String> codes(File file) {
    return file.chains().stream().map(ChainLine::code).toList();
  }

  private static File load() {
    try (InputStream in = CatalogueFile.class.getResourceAsStream("/catalogue.json")) {
      if (in == null) {
        throw new IllegalStateException("catalogue.json is missing from the program");
      }
      return JsonMapper.builder().build().readValue(in, File.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
