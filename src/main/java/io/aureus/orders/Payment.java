package io.aureus.orders;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.wallets.Custody;
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
 * @param custody whose address it came to
 * @param early whether it was taken at its quote's depth, and if not, what it waits for
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
    Instant updatedAt,
    Custody custody,
    Early early)
    implements Movement {

  /** True where it counts for a quote of the order, or the merchant took it for the order. */
  boolean counts() {
    return quoteNo != 0 || type == Type.RESOLVED;
  }

  /**
   * How it stands with counting at the depth of its quote, where that is not the final one.
   *
   * @param takenAt null until it was taken
   * @param doubt why it was not taken unconfirmed; empty where nothing was said
   */
  public record Early(@Nullable Instant takenAt, String doubt) {
    static final Early NOT = new Early(null, "");
  }

  /** Whether it makes its order paid: final, or as deep as its quote asked for. */
  boolean isSure(OrderQuote quote) {
    if (early.takenAt() != null) {
      return state.isLive();
    }
    int needed = quote.counting().confirmations();
    return state == State.CONFIRMED && needed <= amount.asset().chain().confirmations();
  }

  /** What a payment is to its order: the quote that it counts for, and as what. */
  record Place(int quoteNo, Type type) {}

  static Payment seen(Order order, OrderFact.Sighting sighting, Place place, Instant now) {
    return new Payment(
        PaymentIds.nth(order.id(), order.payments().size() + 1),
        order.merchant(),
        order.id(),
        place.quoteNo(),
        place.type(),
        State.SEEN,
        sighting.amount(),
        Amount.zero(sighting.amount().asset()),
        sighting.transferId(),
        sighting.txHash(),
        sighting.from(),
        sighting.to(),
        sighting.blockNumber(),
        sighting.sightedAt(),
        null,
        now,
        now,
        sighting.custody(),
        Early.NOT);
  }

  Payment in(State next, Instant now) {
    return changed(quoteNo, type, next, fee, blockNumber, confirmedAt, now, early);
  }

  Payment inBlock(@Nullable Long number, Instant now) {
    return changed(quoteNo, type, state, fee, number, confirmedAt, now, early);
  }

  Payment taken(Early how, Instant now) {
    return changed(quoteNo, type, state, fee, blockNumber, confirmedAt, now, how);
  }

  Payment confirmed(Instant now, Amount ourFee) {
    return changed(quoteNo, type, State.CONFIRMED, ourFee, blockNumber, now, now, early);
  }

  Payment taken(Amount ourFee, Instant now) {
    return changed(quoteNo, Type.RESOLVED, state, ourFee, blockNumber, confirmedAt, now, early);
  }

  /**
   * None of its order's any more: it waits for nothing but its being final.
   *
   * @param ourFee that is left on it
   */
  Payment unfit(Amount ourFee, Instant now) {
    return changed(0, Type.UNKNOWN, state, ourFee, blockNumber, confirmedAt, now, Early.NOT);
  }

  /** The first that counts, where another was before. */
  Payment first(Instant now) {
    return changed(quoteNo, Type.ORDER, state, fee, blockNumber, confirmedAt, now, early);
  }

  Payment returned(Place place, @Nullable Long number, Early how, Instant now) {
    Amount noFee = Amount.zero(amount.asset());
    return changed(place.quoteNo(), place.type(), State.SEEN, noFee, number, null, now, how);
  }

  private Payment changed(
      int newQuoteNo,
      Type newType,
      State newState,
      Amount newFee,
      @Nullable Long newBlock,
      @Nullable Instant newConfirmedAt,
      Instant now,
      Early newEarly) {
    return new Payment(
        id,
        merchant,
        orderId,
        newQuoteNo,
        newType,
        newState,
        amount,
        newFee,
        transferId,
        txHash,
        fromAddress,
        toAddress,
        newBlock,
        sightedAt,
        newConfirmedAt,
        createdAt,
        now,
        custody,
        newEarly);
  }

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
    /** Its sender sent another in its place before a block took it. */
    REPLACED("FAILED"),
    DROPPED("FAILED"),
    REVERSED("FAILED");

    private final String status;

    State(String status) {
      this.status = status;
    }

    /** True while the chain has it. */
    public boolean isLive() {
      return this == SEEN || this == CONFIRMED;
    }

    /** {@code PENDING}, {@code SUCCESS} or {@code FAILED}. */
    public String status() {
      return status;
    }
  }
}
