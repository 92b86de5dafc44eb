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
 * @param topUpCap in whole native coins, as the next two
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
    BigDecimal coinFeeCap,
    BlockList blocked) {
  private static final String PREFIX = "aureus.keys.policy.";

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
        settings.coinFeeCap(),
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
