package io.aureus.orders;

import io.aureus.money.Amount;
import io.aureus.money.Chain;
import io.aureus.money.FiatAmount;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One offer to the payer: this much of this asset to this address until then. An order has one for
 * each coin that was chosen, and one for each request of a remainder.
 *
 * @param no 1 for the first
 * @param rate fiat per whole coin
 * @param sources who said so
 * @param ratedAt when they said so
 * @param deadline the end of the window
 * @param counting when a payment of it counts: fixed with the quote where the merchant's bands said
 *     so, whatever he sets later
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
    int remainderOf,
    Counting counting) {

  /**
   * @param confirmations that a payment waits for; 0: it counts when it is seen
   * @param worth of what is sold, in the currency in which the merchant limits his risk; null where
   *     it was not told, and then nothing counts unconfirmed
   * @param byBand whether the merchant's bands say so; else it is when a payment is final
   */
  public record Counting(int confirmations, @Nullable FiatAmount worth, boolean byBand) {
    /** As without bands. */
    static Counting usual(Chain chain) {
      return new Counting(chain.confirmations(), null, false);
    }
  }

  /** One whose payments wait until they are final. */
  public OrderQuote(
      int no,
      Amount amount,
      String address,
      BigDecimal rate,
      List<String> sources,
      Instant ratedAt,
      Instant createdAt,
      Instant deadline,
      int remainderOf) {
    this(
        no,
        amount,
        address,
        rate,
        sources,
        ratedAt,
        createdAt,
        deadline,
        remainderOf,
        Counting.usual(amount.asset().chain()));
  }

  /** The same offer, whose payments count by a band. */
  OrderQuote counting(int confirmations, @Nullable FiatAmount worth) {
    return new OrderQuote(
        no,
        amount,
        address,
        rate,
        sources,
        ratedAt,
        createdAt,
        deadline,
        remainderOf,
        new Counting(confirmations, worth, true));
  }

  /**
   * Asks for what is missing of this one, by its rate and its depth.
   *
   * @param to its own address; another where that one can be paid once only
   */
  OrderQuote rest(int number, Amount missing, String to, Instant now, Instant end) {
    return new OrderQuote(number, missing, to, rate, sources, ratedAt, now, end, no, counting);
  }

  /** The quote that this one belongs to: itself, or the one whose rest it asks for. */
  public int root() {
    return remainderOf == 0 ? no : remainderOf;
  }
}
