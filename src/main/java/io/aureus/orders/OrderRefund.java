package io.aureus.orders;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One payment back to the payer of an order. Its id is that of the payout that carries it.
 *
 * @param amount what it takes of what came in
 * @param fiat how much of the price it was asked for as, in the price's currency; null for all
 *     kinds but {@code FIAT_EQUAL}
 * @param fee what the network costs, in the same asset
 * @param bearer who pays that fee
 * @param txHash the transaction that counts; null before it is in a block
 * @param idempotencyRef of the request that asked for it; null for none
 * @param actor who asked for it
 */
public record OrderRefund(
    UUID id,
    MerchantId merchant,
    OrderId orderId,
    Kind kind,
    State state,
    Amount amount,
    @Nullable BigDecimal fiat,
    Amount fee,
    FeeBearer bearer,
    String destination,
    @Nullable String txHash,
    @Nullable String idempotencyRef,
    String actor,
    Instant createdAt,
    Instant updatedAt)
    implements Movement {

  /** How much of it reaches the payer. */
  public Amount received() {
    return bearer == FeeBearer.PAYER ? amount.minus(fee) : amount;
  }

  OrderRefund moved(State next, @Nullable String hash, Instant now) {
    if (next == state && Objects.equals(hash, txHash)) {
      return this;
    }
    return new OrderRefund(
        id,
        merchant,
        orderId,
        kind,
        next,
        amount,
        fiat,
        fee,
        bearer,
        destination,
        hash,
        idempotencyRef,
        actor,
        createdAt,
        now);
  }

  /** How its amount was found. */
  public enum Kind {
    /** All that is left of what came in. */
    FULL,
    /** An amount that was given. */
    PARTIAL,
    /** Only what came beyond what the order keeps. */
    SURPLUS,
    /** What is owed of the price, at today's rate, but no more than is left. */
    FIAT_EQUAL,
    /** What is owed of the coins that the order asked for, but no more than are left. */
    COIN_EQUAL
  }

  /** Who pays the network's fee. */
  public enum FeeBearer {
    /** It is taken off the amount. */
    PAYER,
    /** It comes on top, out of the merchant's balance. */
    MERCHANT
  }

  /** How sure it is. Each shows as one public status. */
  public enum State {
    PENDING("PENDING"),
    CONFIRMED("SUCCESS"),
    /** Taken back, or refused by the chain: it takes nothing of what came in. */
    FAILED("FAILED");

    private final String status;

    State(String status) {
      this.status = status;
    }

    /** {@code PENDING}, {@code SUCCESS} or {@code FAILED}. */
    public String status() {
      return status;
    }
  }
}
