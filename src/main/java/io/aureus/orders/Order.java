package io.aureus.orders;

import io.aureus.merchants.MerchantId;
import io.aureus.money.FiatAmount;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An order, whole.
 *
 * @param quotes in the order in which they were made; empty while no coin is chosen
 * @param payments in the order in which they were first seen
 * @param refunds in the order in which they were asked for
 * @param policy the merchant's conditions as they were when the order was made
 * @param reversed whether a confirmed payment of it was undone by the chain
 * @param deadline the end of the current window; while no coin is chosen, the token's end
 * @param version grows with every change: a page asks for what is newer
 */
public record Order(
    OrderId id,
    MerchantId merchant,
    String type,
    OrderState state,
    FiatAmount price,
    boolean fixedPrice,
    OrderTerms terms,
    Policy policy,
    String remark,
    List<OrderQuote> quotes,
    List<Payment> payments,
    List<OrderRefund> refunds,
    boolean reversed,
    Instant deadline,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  /**
   * The merchant's conditions that an order is judged by.
   *
   * @param feeBps our fee in hundredths of a percent
   * @param toleranceBps how much may be missing, in hundredths of a percent
   */
  public record Policy(int feeBps, int toleranceBps) {}

  /** What a stranger asked for at a Lightning address; see {@link LightningAddresses}. */
  static final String AT_AN_ADDRESS = "ADDRESS";

  /**
   * Whether nobody has to know of it: a stranger asked for it at a Lightning address and paid
   * nothing. Strangers may ask for many.
   */
  public boolean isNoNews() {
    return type.equals(AT_AN_ADDRESS) && payments.isEmpty();
  }

  /** Payments that count for the order, or that the merchant took for it, in order of sight. */
  public List<Payment> countedPayments() {
    return payments.stream().filter(Payment::counts).toList();
  }

  /**
   * The quote that the order is known by: the one of which most was paid, else the last one chosen;
   * never a request of a remainder.
   */
  public Optional<OrderQuote> principalQuote() {
    return quotes.stream()
        .filter(quote -> Standing.received(this, quote, false).isPositive())
        .max((one, other) -> paidShare(one, other).compareTo(paidShare(other, one)))
        .or(this::quoteOfWhatIsGone)
        .or(() -> currentQuote().flatMap(quote -> quote(quote.root())));
  }

  /** What was paid of a quote, made comparable with the other: coins cannot be compared. */
  private BigInteger paidShare(OrderQuote quote, OrderQuote other) {
    return Standing.received(this, quote, false).units().multiply(other.amount().units());
  }

  /** An order that waits is known by what it waits for, and any other by what it was paid with. */
  private Optional<OrderQuote> quoteOfWhatIsGone() {
    return Standing.isOpen(state)
        ? Optional.empty()
        : payments.stream()
            .filter(payment -> payment.quoteNo() != 0)
            .reduce((first, second) -> second)
            .flatMap(payment -> quote(payment.quoteNo()))
            .flatMap(quote -> quote(quote.root()));
  }

  /** The payment that a transfer is, where it has been seen. */
  Optional<Payment> paymentOf(long transferId) {
    return payments.stream().filter(payment -> payment.transferId() == transferId).findFirst();
  }

  Payment known(long transferId) {
    return paymentOf(transferId)
        .orElseThrow(
            () -> new IllegalStateException("order " + id + " never saw transfer " + transferId));
  }

  /** Its public status and its window in words, for refusals. */
  String situation() {
    return "it is " + state.status();
  }

  Order with(List<OrderQuote> itsQuotes, List<Payment> itsPayments) {
    return changed(state, itsQuotes, itsPayments, refunds, reversed, deadline);
  }

  Order in(OrderState next) {
    return changed(next, quotes, payments, refunds, reversed, deadline);
  }

  Order touched(Instant now) {
    return new Order(
        id,
        merchant,
        type,
        state,
        price,
        fixedPrice,
        terms,
        policy,
        remark,
        quotes,
        payments,
        refunds,
        reversed,
        deadline,
        createdAt,
        now,
        version + 1);
  }

  /** Everything that was agreed stays; only where the order stands is another. */
  private Order changed(
      OrderState newState,
      List<OrderQuote> newQuotes,
      List<Payment> newPayments,
      List<OrderRefund> newRefunds,
      boolean newReversed,
      Instant newDeadline) {
    return new Order(
        id,
        merchant,
        type,
        newState,
        price,
        fixedPrice,
        terms,
        policy,
        remark,
        newQuotes,
        newPayments,
        newRefunds,
        newReversed,
        newDeadline,
        createdAt,
        updatedAt,
        version);
  }

  /** With one more quote, whose deadline becomes the order's. */
  Order withQuote(OrderQuote quote) {
    List<OrderQuote> more = new ArrayList<>(quotes);
    more.add(quote);
    return changed(state, List.copyOf(more), payments, refunds, reversed, quote.deadline());
  }

  /** With a payment added, or put in the place of the one of the same transfer. */
  Order withPayment(Payment payment) {
    List<Payment> next = new ArrayList<>(payments);
    next.replaceAll(old -> old.transferId() == payment.transferId() ? payment : old);
    if (paymentOf(payment.transferId()).isEmpty()) {
      next.add(payment);
    }
    boolean undone =
        next.stream().filter(Payment::counts).anyMatch(p -> p.state() == Payment.State.REVERSED);
    return changed(state, quotes, List.copyOf(next), refunds, undone, deadline);
  }

  /** Whether it counts as paid, what paid it was undone, and nothing has come in its place. */
  public boolean isUndone() {
    return switch (state) {
      case PAID -> reversed && !Standing.isEnough(this);
      case RESOLVED ->
          reversed && payments.stream().noneMatch(p -> p.counts() && p.state().isLive());
      case CHOOSING, WAITING, UNDERPAID, CONFIRMING, PARTIAL, REMAINDER_REQUESTED -> false;
      case EXPIRED, TERMINATED, REFUNDED -> false;
    };
  }

  /** With these refunds in place of its own. */
  Order with(List<OrderRefund> itsRefunds) {
    return changed(state, quotes, payments, itsRefunds, reversed, deadline);
  }

  /** With a refund added, or put in the place of the one of the same id. */
  Order withRefund(OrderRefund refund) {
    List<OrderRefund> next = new ArrayList<>(refunds);
    next.replaceAll(old -> old.id().equals(refund.id()) ? refund : old);
    if (refund(refund.id()).isEmpty()) {
      next.add(refund);
    }
    return with(List.copyOf(next));
  }

  /** The refund of that id. */
  public Optional<OrderRefund> refund(UUID refundId) {
    return refunds.stream().filter(refund -> refund.id().equals(refundId)).findFirst();
  }

  /** The quote of that number. */
  public Optional<OrderQuote> quote(int no) {
    return quotes.stream().filter(quote -> quote.no() == no).findFirst();
  }

  /** The quote that the payer is shown. */
  public Optional<OrderQuote> currentQuote() {
    return quotes.isEmpty() ? Optional.empty() : Optional.of(quotes.getLast());
  }
}
