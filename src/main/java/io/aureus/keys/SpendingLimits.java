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
 * @param payoutCap by asset code, as the next three and {@code approvalAbove}
 * @param refundsAsWithdrawals whether the list and the delay hold for refunds as well
 * @param approveAtSigner whether approvals are given on the signer's machine alone
 * @param coldAddress in its usual spelling; empty for none
 * @param topUpCap in whole native coins, as the next
 * @param coinFeeCap by asset code, for every coin of Bitcoin and Litecoin
 * @param feeDayCap by the chain's code, for every chain
 * @param blocked where withdrawals and refunds never go
 */
record SpendingLimits(
    Map<String, Amount> payoutCap,
    Map<String, Amount> dayCap,
    Map<String, Amount> refundCap,
    Map<String, Amount> refundDayCap,
    boolean refundsAsWithdrawals,
    Map<String, Amount> approvalAbove,
    boolean approveAtSigner,
    Duration newDestinationDelay,
    boolean allowListOnly,
    String coldAddress,
    BigDecimal topUpCap,
    BigDecimal feeCap,
    Map<String, Amount> coinFeeCap,
    Map<String, Amount> feeDayCap,
    BlockList blocked) {
  private static final String PREFIX = "aureus.keys.policy.";

  /**
   * What one transaction may cost by family, where nothing else is told: a plain payment passes at
   * nearly 500 units a byte, and a day of full ones is no fortune.
   */
  private static final Map<String, BigDecimal> COIN_FEES =
      Map.of("bitcoin", new BigDecimal("0.001"), "litecoin", new BigDecimal("0.02"));

  /**
   * What a day of a chain's transactions may cost, likewise. Four fifths are for new ones: 2,000
   * transfers of a token at 25 gwei with the sweeps of as many orders' addresses, each counted with
   * twice the base fee, or 2,000 payments of a coin at 28 units a byte, each in one of its own.
   */
  private static final Map<String, BigDecimal> DAY_FEES =
      Map.of(
          "evm", new BigDecimal("20"),
          "bitcoin", new BigDecimal("0.1"),
          "litecoin", new BigDecimal("2"));

  /**
   * @param delay where the setting names none
   * @throws IllegalArgumentException in words for the operator
   */
  static SpendingLimits of(PolicySettings settings, Catalogue catalogue, Duration delay) {
    Duration told = settings.newDestinationDelay();
    return new SpendingLimits(
        amounts("payout-cap", settings.payoutCap(), catalogue),
        amounts("day-cap", settings.dayCap(), catalogue),
        amounts("refund-cap", settings.refundCap(), catalogue),
        amounts("refund-day-cap", settings.refundDayCap(), catalogue),
        settings.refundsAsWithdrawals(),
        amounts("approval-above", settings.approvalAbove(), catalogue),
        settings.approveAtSigner(),
        told == null ? delay : told,
        settings.allowListOnly(),
        cold(settings.coldAddress()),
        settings.topUpCap(),
        settings.feeCap(),
        ofCoins("coin-fee-cap", settings.coinFeeCap(), COIN_FEES, catalogue),
        byChain(ofCoins("fee-day-cap", settings.feeDayCap(), DAY_FEES, catalogue)),
        BlockList.of(settings.blockList(), settings.blockListFile()));
  }

  /** What follows the words of a rule that wants a second person; empty where any place does. */
  String where() {
    return approveAtSigner ? ", on the signer's machine: ./aureus signing approve" : "";
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

  /** By asset code; only chains' own coins of the families that have a default can be named. */
  private static Map<String, Amount> ofCoins(
      String key,
      Map<String, BigDecimal> told,
      Map<String, BigDecimal> defaults,
      Catalogue catalogue) {
    Map<String, Amount> caps = new LinkedHashMap<>();
    for (Asset asset : catalogue.assets()) {
      BigDecimal cap = asset.isNative() ? defaults.get(asset.chain().family()) : null;
      if (cap != null) {
        caps.put(asset.code(), Amount.ofDecimal(asset, cap));
      }
    }
    Map<String, Amount> named = amounts(key, told, catalogue);
    if (!caps.keySet().containsAll(named.keySet())) {
      throw new IllegalArgumentException(
          "%s%s is told of coins alone, which are %s".formatted(PREFIX, key, caps.keySet()));
    }
    caps.putAll(named);
    return Map.copyOf(caps);
  }

  private static Map<String, Amount> byChain(Map<String, Amount> byAsset) {
    Map<String, Amount> caps = new LinkedHashMap<>();
    byAsset.values().forEach(cap -> caps.put(cap.asset().chain().code(), cap));
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
