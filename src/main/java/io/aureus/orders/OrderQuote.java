package io.aureus.orders;

import io.aureus.money.Amount;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * One offer to the payer: this much of this asset to this address until then. An order has one for
 * each coin that was chosen, and one for each request of a remainder.
 *
 * @param no 1 for the first
 * @param rate fiat per whole coin
 * @param sources who said so
 * @param ratedAt when they said so
 * @param deadline the end of the window
 * @param remainderOf the number of the quote whose rest this one asks for, or 0 for none
 */
public record OrderQuote(
    int no,
    Amount amount,
    String address,
    BigDecimal rate,
    List<String> sources,
    Instant ratedAt,
    Instant createdAt,
    Instant deadline,
    int remainderOf) {

  /** The quote that this one belongs to: itself, or the one whose rest it asks for. */
  public int root() {
    return remainderOf == 0 ? no : remainderOf;
  }
}
