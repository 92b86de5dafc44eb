package io.aureus.payouts;

import org.jspecify.annotations.Nullable;

/**
 * A payout as programs read it: in the API, the event feed and the webhook. Amounts are texts.
 *
 * @param contractAddr empty for a native coin
 * @param amount what the receiver gets
 * @param fee what the merchant pays for the network, in the same coin
 * @param total what is taken off the balance
 * @param payee the Lightning address or LNURL that the invoice was asked of, which {@code address}
 *     has then; null for none
 * @param orderId the order that is refunded; null otherwise
 * @param holdReason why it is held, for people; empty where it is not
 * @param networkCost what the network took from our wallet; null before it is in a block
 * @param reverted whether its transaction was mined and failed
 * @param custody {@code custodial}, or {@code self_custody} where the merchant's own wallet signs
 * @param version grows with each change: of two, the higher one is newer
 */
public record PayoutInformation(
    String userId,
    String payoutId,
    String kind,
    String status,
    String chain,
    String chainName,
    String currency,
    String contractAddr,
    String amount,
    String fee,
    String total,
    String address,
    @Nullable String payee,
    @Nullable String orderId,
    @Nullable String reference,
    String requestedBy,
    String holdReason,
    @Nullable String txHash,
    @Nullable String networkCost,
    @Nullable String networkCostCurrency,
    boolean reverted,
    String custody,
    long version,
    String createTime,
    String updateTime) {}
