package io.aureus.orders;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One transfer to one of our addresses, as the merchant sees it; {@code tx_id} on the wire is its
 * id.
 *
 * @param orderId the order whose address was paid
 * @param quoteNo the quote that it counts for, or 0 where it counts for none
 * @param fee our fee on it
 * @param confirmedAt null until it is confirmed
 */
public record Payment(
    UUID id,
    MerchantId merchant,
    OrderId orderId,
    int quoteNo,
    Type type,
    State state,
    Amount amount,
    Amount fee,
    long transferId,
    String txHash,
    @Nullable String fromAddress,
    String toAddress,
    @Nullable Long blockNumber,
    Instant sightedAt,
    @Nullable Instant confirmedAt,
    Instant createdAt,
    Instant updatedAt) {

  /** What the payment is to its order. */
  public enum Type {
    ORDER,
    REST,
    UNKNOWN,
    RESOLVED
  }

  /** How sure it is. Each shows as one public status. */
  public enum State {
    SEEN("PENDING"),
    CONFIRMED("SUCCESS"),
    DROPPED("FAILED"),
    REVERSED("FAILED");

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
