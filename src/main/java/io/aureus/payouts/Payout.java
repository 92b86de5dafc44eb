package io.aureus.payouts;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.wallets.Custody;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One payment out of our wallets.
 *
 * @param merchant whose money it is; null for our own sweeps and top-ups
 * @param amount what the receiver gets
 * @param fee what the merchant pays for the network, in the same asset; fixed when asked. For an
 *     invoice of Lightning the most that it may be, until it is paid
 * @param destination in the chain's usual spelling
 * @param orderId the order that is refunded; null otherwise
 * @param reference the merchant's own name for it; null for none
 * @param hold what it waits for
 * @param holdReason why it is held, or what must be known of it; empty for nothing
 * @param txHash the transaction that counts: the one in a block, else the one offered last; null
 *     before it is signed
 * @param spent what the network took in the native coin; null before it is in a block
 * @param reverted whether that transaction was mined and failed: it cost its fee and moved nothing
 * @param version grows with each change
 * @param custody who signs it: we, or the merchant with its own wallet
 * @param payee the Lightning address or LNURL that the invoice was asked of which it pays; null
 *     where the invoice, or an address, was given itself
 */
public record Payout(
    PayoutId id,
    PayoutKind kind,
    @Nullable MerchantId merchant,
    Amount amount,
    Amount fee,
    String destination,
    @Nullable String orderId,
    @Nullable String reference,
    String actor,
    PayoutState state,
    PayoutHold hold,
    String holdReason,
    @Nullable String txHash,
    @Nullable Amount spent,
    boolean reverted,
    Instant createdAt,
    Instant updatedAt,
    long version,
    Custody custody,
    @Nullable String payee) {

  /** One whose destination was given itself. */
  public Payout(
      PayoutId id,
      PayoutKind kind,
      @Nullable MerchantId merchant,
      Amount amount,
      Amount fee,
      String destination,
      @Nullable String orderId,
      @Nullable String reference,
      String actor,
      PayoutState state,
      PayoutHold hold,
      String holdReason,
      @Nullable String txHash,
      @Nullable Amount spent,
      boolean reverted,
      Instant createdAt,
      Instant updatedAt,
      long version,
      Custody custody) {
    this(
        id,
        kind,
        merchant,
        amount,
        fee,
        destination,
        orderId,
        reference,
        actor,
        state,
        hold,
        holdReason,
        txHash,
        spent,
        reverted,
        createdAt,
        updatedAt,
        version,
        custody,
        null);
  }

  /** One of our own, as a sweep: nobody's balance is touched, and nothing is asked of anybody. */
  static Payout own(
      PayoutKind kind, Amount amount, String destination, RandomGenerator random, Instant now) {
    return new Payout(
        new PayoutId(new UUID(random.nextLong(), random.nextLong()).toString()),
        kind,
        null,
        amount,
        Amount.zero(amount.asset()),
        destination,
        null,
        null,
        "gateway",
        PayoutState.RESERVED,
        PayoutHold.NONE,
        "",
        null,
        null,
        false,
        now,
        now,
        1,
        Custody.CUSTODIAL);
  }

  /** What is set aside for it. */
  public Amount reserved() {
    return amount.plus(fee);
  }

  /** Moved on, with its next version. */
  Payout in(PayoutState next, Instant now) {
    return in(next, PayoutHold.NONE, "", now);
  }

  /** Held, with its next version. */
  Payout held(PayoutHold why, String reason, Instant now) {
    return in(PayoutState.HELD, why, reason, now);
  }

  /** In a block, and waiting for a person's word, with its next version. */
  Payout shortOf(String reason, Instant now) {
    return in(PayoutState.SEEN, PayoutHold.SHORT, reason, now);
  }

  /** Unclear, with what a person should know, with its next version. */
  Payout astray(String reason, Instant now) {
    return in(PayoutState.UNCLEAR, PayoutHold.NONE, reason, now);
  }

  private Payout in(PayoutState next, PayoutHold why, String reason, Instant now) {
    return copy(fee, next, why, reason, txHash, spent, reverted, now, version + 1, payee);
  }

  /** The same with the transaction that counts. */
  Payout with(@Nullable String hash, @Nullable Amount cost, boolean failed) {
    return copy(fee, state, hold, holdReason, hash, cost, failed, updatedAt, version, payee);
  }

  /** The same with another fee of the merchant's. */
  Payout costing(Amount other) {
    return copy(other, state, hold, holdReason, txHash, spent, reverted, updatedAt, version, payee);
  }

  /** The same, to an invoice that was asked of a Lightning address or an LNURL; null for none. */
  Payout askedOf(@Nullable String service) {
    return copy(fee, state, hold, holdReason, txHash, spent, reverted, updatedAt, version, service);
  }

  /** With all that may change of a payout. */
  private Payout copy(
      Amount fee,
      PayoutState state,
      PayoutHold hold,
      String holdReason,
      @Nullable String txHash,
      @Nullable Amount spent,
      boolean reverted,
      Instant updatedAt,
      long version,
      @Nullable String payee) {
    return new Payout(
        id,
        kind,
        merchant,
        amount,
        fee,
        destination,
        orderId,
        reference,
        actor,
        state,
        hold,
        holdReason,
        txHash,
        spent,
        reverted,
        createdAt,
        updatedAt,
        version,
        custody,
        payee);
  }

  /** True while a block that we know of holds its transaction. */
  boolean hasLeft() {
    return state == PayoutState.SEEN
        || state == PayoutState.CONFIRMED
        || (state == PayoutState.FAILED && spent != null);
  }
}
