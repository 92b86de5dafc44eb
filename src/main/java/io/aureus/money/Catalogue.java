package io.aureus.money;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The chains and assets that this deployment knows, and the fiat currencies that it prices in. */
public final class Catalogue {
  private final Map<String, Chain> chains = new LinkedHashMap<>();
  private final Map<String, Asset> assets = new LinkedHashMap<>();
  private final Set<String> fiats;

  public Catalogue(Collection<Asset> listed, Set<String> fiats) {
    for (Asset asset : listed) {
      chains.put(asset.chain().code(), asset.chain());
      if (assets.put(asset.code(), asset) != null) {
        throw new IllegalArgumentException("asset " + asset.code() + " is listed twice");
      }
    }
    this.fiats = Set.copyOf(fiats);
  }

  public Optional<Chain> chain(String code) {
    return Optional.ofNullable(chains.get(code));
  }

  public Optional<Asset> asset(String code) {
    return Optional.ofNullable(assets.get(code));
  }

  /** The asset that a row of ours names; a missing one is a broken installation, not an input. */
  public Asset known(String code) {
    return asset(code)
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

  /** ISO 4217 codes, upper case. */
  public Set<String> fiats() {
    return fiats;
  }
}
