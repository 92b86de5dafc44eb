package io.aureus.orders;

import io.aureus.money.Amount;
import io.aureus.wallets.Custody;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that happened to an order; the lifecycle decides what follows. */
sealed interface OrderFact {

  /**
   * The payer chose a coin.
   *
   * @param quotes the last one is of that coin; those before it may be paid in its place
   */
  record CoinChosen(List<OrderQuote> quotes) implements OrderFact {
    public CoinChosen {
      quotes = List.copyOf(quotes);
    }

    CoinChosen(OrderQuote quote) {
      this(List.of(quote));
    }
  }

  /** A transfer to an address of the order is in a block (or a mempool). */
  record PaymentSeen(Sighting sighting) implements OrderFact {}

  /** It is at the required depth. */
  record PaymentConfirmed(long transferId) implements OrderFact {}

  /** It is as deep as its quote asks for, which is not the final depth. */
  record PaymentTrusted(long transferId, int depth) implements OrderFact {}

  /** It would count unconfirmed but for this. */
  record PaymentDoubted(long transferId, String doubt) implements OrderFact {}

  /** The chain does not have it at the moment, though it was taken early. */
  record PaymentAway(long transferId) implements OrderFact {}

  /** It is in another block now. */
  record PaymentMoved(long transferId, @Nullable Long blockNumber) implements OrderFact {}

  /** It is gone, and was never confirmed: another spends the same coins. */
  record PaymentReplaced(long transferId) implements OrderFact {}

  /** It is gone, and was never confirmed. */
  record PaymentDropped(long transferId) implements OrderFact {}

  /** It is gone, and had been confirmed. */
  record PaymentReversed(long transferId) implements OrderFact {}

  /** The deadline has passed, and the chain has been read past it. */
  record WindowEnded() implements OrderFact {}

  /** The merchant asks for the rest. */
  record RemainderRequested(OrderQuote quote) implements OrderFact {}

  /** The merchant takes a payment for the order. */
  record PaymentAccepted(UUID payment) implements OrderFact {}

  /** The merchant closes the order. */
  record ClosedByHand() implements OrderFact {}

  /** The merchant wants money to go back, and it is set aside. */
  record RefundRequested(OrderRefund refund) implements OrderFact {}

  /**
   * A refund went a step on its way.
   *
   * @param words for the order's story; empty where the step is not worth a line
   */
  record RefundMoved(UUID refund, OrderRefund.State state, @Nullable String txHash, String words)
      implements OrderFact {}

  /**
   * The merchant made a link at which the payer says where the refund is to go.
   *
   * @param claimable what the payer's wallet may take there by itself; null for nothing
   * @param actor who asks for that refund by having made the link; empty where nothing is
   */
  record RefundLinkMade(Instant until, @Nullable Amount claimable, String actor)
      implements OrderFact {}

  /** The payer said where it is to go. */
  record RefundAddressGiven(String address) implements OrderFact {}

  /**
   * A transfer as the order sees it.
   *
   * @param sightedAt by which the window is judged
   * @param custody whose address it came to
   */
  record Sighting(
      long transferId,
      String txHash,
      @Nullable String from,
      String to,
      Amount amount,
      @Nullable Long blockNumber,
      Instant sightedAt,
      Custody custody) {}
}
