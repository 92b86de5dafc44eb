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
 * @param remainder true where it asks for the rest of an underpaid order
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
    boolean remainder) {}
