package io.aureus.keys;

import io.aureus.errors.Refusal;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The settings of the policy, read against the catalogue: a limit of an asset that does not exist
 * would guard nothing.
 *
 * @param payoutCap by asset code, as the next two
 * @param coldAddress in its usual spelling; empty for none
 * @param topUpCap in whole native coins, as the next
 * @param coinFeeCap by asset code, for every coin of Bitcoin and Litecoin
 * @param blocked where withdrawals and refunds never go
 */
record SpendingLimits(
    Map<String, Amount> payoutCap,
    Map<String, Amount> dayCap,
    Map<String, Amount> approvalAbove,
    Duration newDestinationDelay,
    boolean allowListOnly,
    String coldAddress,
    BigDecimal topUpCap,
    BigDecimal feeCap,
    Map<String, Amount> coinFeeCap,
    BlockList blocked) {
  private static final String PREFIX = "aureus.keys.policy.";

  /**
   * What one transaction may cost by family, where nothing else is told: a plain payment passes at
   * nearly 500 units a byte, and a day of full ones is no fortune.
   */
  private static final Map<String, BigDecimal> COIN_FEES =
      Map.of("bitcoin", new BigDecimal("0.001"), "litecoin", new BigDecimal("0.02"));

  /**
   * @param delay where the setting names none
   * @throws IllegalArgumentException in words for the operator
   */
  static SpendingLimits of(PolicySettings settings, Catalogue catalogue, Duration delay) {
    Duration told = settings.newDestinationDelay();
    return new SpendingLimits(
        amounts("payout-cap", settings.payoutCap(), catalogue),
        amounts("day-cap", settings.dayCap(), catalogue),
        amounts("approval-above", settings.approvalAbove(), catalogue),
        told == null ? delay : told,
        settings.allowListOnly(),
        cold(settings.coldAddress()),
        settings.topUpCap(),
        settings.feeCap(),
        coinFees(settings.coinFeeCap(), catalogue),
        BlockList.of(settings.blockList(), settings.blockListFile()));
  }

  private static Map<String, Amount> amounts(
      String key, Map<String, BigDecimal> told, Catalogue catalogue) {
    Map<String, Amount> amounts = new LinkedHashMap<>();
    told.forEach(
        (code, decimal) -> {
          Asset asset = asset(PREFIX + key + "." + code, code, catalogue);
          if (decimal.signum() < 0 || decimal.stripTrailingZeros().scale() > asset.scale()) {
            throw new IllegalArgumentException(
                "%s%s.%s must be 0 or more with at most %d decimals, not %s"
                    .formatted(PREFIX, key, code, asset.scale(), decimal.toPlainString()));
          }
          amounts.put(asset.code(), Amount.ofDecimal(asset, decimal));
        });
    return Map.copyOf(amounts);
  }

  private static Map<String, Amount> coinFees(Map<String, BigDecimal> told, Catalogue catalogue) {
    Map<String, Amount> caps = new LinkedHashMap<>();
    for (Asset asset : catalogue.assets()) {
      BigDecimal cap = asset.isNative() ? COIN_FEES.get(asset.chain().family()) : null;
      if (cap != null) {
        caps.put(asset.code(), Amount.ofDecimal(asset, cap));
      }
    }
    Map<String, Amount> named = amounts("coin-fee-cap", told, catalogue);
    if (!caps.keySet().containsAll(named.keySet())) {
      throw new IllegalArgumentException(
          PREFIX + "coin-fee-cap is told of coins alone, which are " + caps.keySet());
    }
    caps.putAll(named);
    return Map.copyOf(caps);
  }

  private static Asset asset(String key, String code, Catalogue catalogue) {
    List<String> known = new ArrayList<>();
    for (Asset asset : catalogue.assets()) {
      if (bare(asset.code()).equals(bare(code))) {
        return asset;
      }
      known.add(asset.code());
    }
    throw new IllegalArgumentException(key + ": there is no such asset; there are " + known);
  }

  private static String bare(String code) {
    return code.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private static String cold(String address) {
    try {
      return address.isBlank() ? "" : EvmAddress.normal(address.strip());
    } catch (Refusal e) {
      throw new IllegalArgumentException(
          PREFIX + "cold-address is no address, or its checksum is wrong: " + address, e);
    }
  }
}
