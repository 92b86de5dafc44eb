package io.aureus.orders;

import io.aureus.merchants.MerchantId;
import io.aureus.money.FiatAmount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An order, whole.
 *
 * @param quotes in the order in which they were made; empty while no coin is chosen
 * @param payments in the order in which they were first seen
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

  /** Payments that count for the order, or that the merchant took for it, in order of sight. */
  public List<Payment> countedPayments() {
    return payments.stream()
        .filter(payment -> payment.quoteNo() != 0 || payment.type() == Payment.Type.RESOLVED)
        .toList();
  }

  /**
   * The quote that the order is known by: the one that was paid, else the last one chosen; never a
   * request of a remainder.
   */
  public Optional<OrderQuote> principalQuote() {
    int root =
        payments.stream()
            .filter(payment -> payment.quoteNo() != 0)
            .reduce((first, second) -> second)
            .flatMap(payment -> quote(payment.quoteNo()))
            .map(OrderQuote::root)
            .orElseGet(() -> currentQuote().map(OrderQuote::root).orElse(0));
    return quote(root);
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
