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
    String remark,
    List<OrderQuote> quotes,
    List<Payment> payments,
    boolean reversed,
    Instant deadline,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  /** The quote that the payer is shown. */
  public Optional<OrderQuote> currentQuote() {
    return quotes.isEmpty() ? Optional.empty() : Optional.of(quotes.getLast());
  }
}
