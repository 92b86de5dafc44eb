package io.aureus.payouts;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How much may lie on warm addresses, by asset.
 *
 * @param address where the rest goes: the signer's cold address; empty for none
 */
record ColdLevels(String address, Map<String, Level> levels) {
  private static final String PREFIX = "aureus.payouts.";

  /**
   * In the asset's smallest unit.
   *
   * @param above from which on it is sent
   * @param keep what stays
   */
  record Level(BigInteger above, BigInteger keep) {}

  /**
   * @param address the signer's cold address; empty for none
   * @throws IllegalArgumentException in words for the operator
   */
  static ColdLevels of(PayoutsSettings settings, Catalogue catalogue, String address) {
    Map<String, BigInteger> above = read("cold-above", settings.coldAbove(), catalogue);
    Map<String, BigInteger> keep = read("cold-keep", settings.coldKeep(), catalogue);
    Map<String, Level> levels = new HashMap<>();
    above.forEach(
        (code, units) -> {
          BigInteger stays = keep.getOrDefault(code, units.shiftRight(1));
          require(
              stays.compareTo(units) < 0, "cold-keep." + code + " must be less than cold-above");
          levels.put(code, new Level(units, stays));
        });
    keep.keySet()
        .forEach(
            code ->
                require(
                    above.containsKey(code), "cold-keep." + code + " needs cold-above." + code));
    if (!levels.isEmpty() && address.isEmpty()) {
      throw new IllegalArgumentException(
          PREFIX + "cold-above needs aureus.keys.policy.cold-address: the signer pays no other");
    }
    return new ColdLevels(address, Map.copyOf(levels));
  }

  Optional<Level> of(Asset asset) {
    return Optional.ofNullable(levels.get(asset.code()));
  }

  private static Map<String, BigInteger> read(
      String key, Map<String, BigDecimal> told, Catalogue catalogue) {
    Map<String, BigInteger> read = new HashMap<>();
    told.forEach(
        (name, decimal) -> {
          Asset asset =
              catalogue.assets().stream()
                  .filter(one -> bare(one.code()).equals(bare(name)))
                  .findFirst()
                  .orElseThrow(
                      () ->
                          new IllegalArgumentException(
                              PREFIX + key + "." + name + ": there is no such asset"));
          require(
              decimal.signum() > 0 && decimal.stripTrailingZeros().scale() <= asset.scale(),
              "%s.%s must be above 0 with at most %d decimals, not %s"
                  .formatted(key, name, asset.scale(), decimal.toPlainString()));
          read.put(asset.code(), Amount.ofDecimal(asset, decimal).units());
        });
    return read;
  }

  private static String bare(String code) {
    return code.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private static void require(boolean right, String words) {
    if (!right) {
      throw new IllegalArgumentException(PREFIX + words);
    }
  }
}
