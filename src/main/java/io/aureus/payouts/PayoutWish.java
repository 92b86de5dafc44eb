package io.aureus.payouts;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.wallets.Custody;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks to be paid out.
 *
 * @param amount what the receiver is to get, or, where {@code feeFromAmount}, what leaves the
 *     balance
 * @param destination as typed; checked and normalised by {@link Payouts}
 * @param feeFromAmount whether the network fee is taken off the amount; else it comes on top
 * @param orderId the order that is refunded; null for a withdrawal
 * @param reference the merchant's own name for it, unique per merchant; null for none
 * @param idempotencyRef likewise, of an {@code Idempotency-Key}; null for none
 * @param actor who asks, e.g. {@code person:12} or {@code token:3}
 * @param custody whose wallet it is to leave from: ours, or the merchant's own, who signs then
 */
public record PayoutWish(
    MerchantId merchant,
    PayoutKind kind,
    Amount amount,
    String destination,
    boolean feeFromAmount,
    @Nullable String orderId,
    @Nullable String reference,
    @Nullable String idempotencyRef,
    String actor,
    Custody custody) {
  /** From what we hold for the merchant. */
  public PayoutWish(
      MerchantId merchant,
      PayoutKind kind,
      Amount amount,
      String destination,
      boolean feeFromAmount,
      @Nullable String orderId,
      @Nullable String reference,
      @Nullable String idempotencyRef,
      String actor) {
    this(
        merchant,
        kind,
        amount,
        destination,
        feeFromAmount,
        orderId,
        reference,
        idempotencyRef,
        actor,
        Custody.CUSTODIAL);
  }

  /** The same, from another wallet. */
  public PayoutWish from(Custody other) {
    return new PayoutWish(
        merchant,
        kind,
        amount,
        destination,
        feeFromAmount,
        orderId,
        reference,
        idempotencyRef,
        actor,
        other);
  }
}
