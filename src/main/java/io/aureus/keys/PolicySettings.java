package io.aureus.keys;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the signer may sign. Amounts are decimals of the asset; the maps go by asset code, whose
 * case and hyphens do not matter.
 *
 * @param payoutCap the most for one withdrawal or refund
 * @param dayCap the most for all withdrawals and refunds of any 24 hours
 * @param refundCap the most for one refund that nobody approves; with {@code allowListOnly} 0 where
 *     none is named
 * @param refundDayCap likewise for all refunds of any 24 hours
 * @param refundsAsWithdrawals whether the list and the delay hold for refunds as well
 * @param approvalAbove withdrawals and refunds above it wait for a second person
 * @param approveAtSigner whether that person types it on the signer's machine, and nowhere else
 * @param newDestinationDelay how long a withdrawal to a new destination waits; null for 24 hours in
 *     live mode and none in the demo
 * @param allowListOnly whether withdrawals go to listed destinations only
 * @param coldAddress where the hot address may be swept to; empty for nowhere
 * @param topUpCap the most for one top-up with gas, in the native coin
 * @param feeCap the most that one transaction may cost, in the native coin
 * @param coinFeeCap likewise on Bitcoin and Litecoin, by asset; 0 where none of it is signed for at
 *     all, and where none is named what {@link SpendingLimits} has for the family
 * @param feeDayCap the most that all transactions of a chain may cost within 24 hours, by the
 *     chain's own coin; where none is named what {@link SpendingLimits} has for the family
 * @param blockList addresses that withdrawals and refunds never go to, on any chain
 * @param blockListFile more of them, one a line; empty for none
 */
@ConfigurationProperties("aureus.keys.policy")
record PolicySettings(
    @DefaultValue Map<String, BigDecimal> payoutCap,
    @DefaultValue Map<String, BigDecimal> dayCap,
    @DefaultValue Map<String, BigDecimal> refundCap,
    @DefaultValue Map<String, BigDecimal> refundDayCap,
    @DefaultValue("false") boolean refundsAsWithdrawals,
    @DefaultValue Map<String, BigDecimal> approvalAbove,
    @DefaultValue("false") boolean approveAtSigner,
    @Nullable Duration newDestinationDelay,
    @DefaultValue("false") boolean allowListOnly,
    @DefaultValue("") String coldAddress,
    @DefaultValue("0.01") BigDecimal topUpCap,
    @DefaultValue("0.5") BigDecimal feeCap,
    @DefaultValue Map<String, BigDecimal> coinFeeCap,
    @DefaultValue Map<String, BigDecimal> feeDayCap,
    @DefaultValue List<String> blockList,
    @DefaultValue("") String blockListFile) {
  PolicySettings {
    if (newDestinationDelay != null && newDestinationDelay.isNegative()) {
      throw new IllegalArgumentException(
          "aureus.keys.policy.new-destination-delay must be 0 or more, not " + newDestinationDelay);
    }
    if (topUpCap.signum() < 0 || feeCap.signum() <= 0) {
      throw new IllegalArgumentException(
          "aureus.keys.policy.top-up-cap must be 0 or more, fee-cap above 0");
    }
  }
}
