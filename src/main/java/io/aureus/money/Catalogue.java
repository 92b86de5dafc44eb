package io.aureus.money;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The chains and assets that this deployment knows, and the fiat currencies that it prices in. */
public final class Catalogue {
  private final Map<String, Chain> chains = new LinkedHashMap<>();
  private final Map<String, Asset> assets = new LinkedHashMap<>();
  private final Map<String, Asset> dormant = new LinkedHashMap<>();
  private final Set<String> fiats;

  public Catalogue(Collection<Asset> listed, Set<String> fiats) {
    this(listed, List.of(), fiats);
  }

  /**
   * @param dormant assets of chains that are not switched on: nothing new is made in them, but rows
   *     from before may name them
   */
  Catalogue(Collection<Asset> listed, Collection<Asset> dormant, Set<String> fiats) {
    for (Asset asset : listed) {
      chains.put(asset.chain().code(), asset.chain());
      if (assets.put(asset.code(), asset) != null) {
        throw new IllegalArgumentException("asset " + asset.code() + " is listed twice");
      }
    }
    dormant.forEach(asset -> this.dormant.put(asset.code(), asset));
    this.fiats = Set.copyOf(fiats);
  }

  public Optional<Chain> chain(String code) {
    return Optional.ofNullable(chains.get(code));
  }

  public Optional<Asset> asset(String code) {
    return Optional.ofNullable(assets.get(code));
  }

  /**
   * The asset that a row of ours names, though its chain may have been switched off since; a
   * missing one is a broken installation, not an input.
   */
  public Asset known(String code) {
    return asset(code)
        .or(() -> Optional.ofNullable(dormant.get(code)))
        .orElseThrow(() -> new IllegalStateException("asset " + code + " is not in the catalogue"));
  }

  public List<Chain> chains() {
    return List.copyOf(chains.values());
  }

  public List<Asset> assets() {
    return List.copyOf(assets.values());
  }

  public List<Asset> assetsOn(Chain chain) {
    List<Asset> found = new ArrayList<>();
    for (Asset asset : assets.values()) {
      if (asset.chain().code().equals(chain.code())) {
        found.add(asset);
      }
    }
    return found;
  }

  /**
   * The families of all chains with addresses that the program knows, of those switched off as
   * well; sorted.
   */
  public Set<String> addressFamilies() {
    Set<String> families = new TreeSet<>();
    Stream.concat(assets.values().stream(), dormant.values().stream())
        .map(Asset::chain)
        .filter(chain -> !chain.isLightning())
        .forEach(chain -> families.add(chain.family()));
    return families;
  }

  /** The coin that the network of a chain takes its fees in, of a chain switched off as well. */
  public Asset nativeOf(Chain chain) {
    return Stream.concat(assets.values().stream(), dormant.values().stream())
        .filter(asset -> asset.isNative() && asset.chain().code().equals(chain.code()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no coin of " + chain.code()));
  }

  /** ISO 4217 codes, upper case. */
  public Set<String> fiats() {
    return fiats;
  }
}
