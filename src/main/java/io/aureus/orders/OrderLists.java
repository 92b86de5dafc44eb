package io.aureus.orders;

import io.aureus.merchants.MerchantId;
import io.aureus.orders.OrderBook.Filter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's orders and transactions as people page through them: from a row to those older or
 * newer than it. What comes in meanwhile moves nothing, and the thousandth page costs what the
 * first does. All lists come newest first.
 */
public interface OrderLists {
  /** In the place of a row's key: all are older than this. */
  String START = "";

  /** Which transactions are shown. */
  enum Kind {
    ANY,
    /** Payments to orders. */
    RECEIVED,
    /** Those of them that count for no order until the merchant decides. */
    UNKNOWN,
    /** Refunds. */
    SENT
  }

  /**
   * Filters of the transactions; null means any.
   *
   * @param currency an asset's code
   * @param from inclusive, when it was first seen or asked for
   * @param to exclusive
   */
  record Moves(
      Kind kind, @Nullable String currency, @Nullable Instant from, @Nullable Instant to) {}

  /** A payment or refund with the order that it belongs to. */
  record Transaction(Movement movement, Order order) {
    /** Its place in the list. */
    public String key() {
      return new TimeKey(movement.createdAt(), movement.id()).text();
    }

    /**
     * What a payment is to its order: a short one whose order waits for the merchant shows as
     * UNKNOWN (scenario IN-5).
     */
    public Payment.Type type(Payment payment) {
      boolean waits =
          order.state() == OrderState.PARTIAL || order.state() == OrderState.REMAINDER_REQUESTED;
      return waits && payment.type() != Payment.Type.RESOLVED
          ? Payment.Type.UNKNOWN
          : payment.type();
    }
  }

  /**
   * Orders with a chosen coin, but for those of which nobody has to know.
   *
   * @param text an order's id or its first 12 digits or more, the beginning of the merchant's own
   *     reference, an address, or a transaction's hash; empty for any
   * @param before the id of the last order of the page before, or {@link #START}
   * @param most 1 to 1,000
   */
  List<Order> older(MerchantId merchant, Filter filter, String text, String before, int most);

  /**
   * Those next above an order.
   *
   * @param after the id of the first order of the page after
   */
  List<Order> newer(MerchantId merchant, Filter filter, String text, String after, int most);

  /**
   * Transactions.
   *
   * @param before the key of the last of the page before, or {@link #START}
   * @param most 1 to 1,000
   */
  List<Transaction> olderMoves(MerchantId merchant, Moves moves, String before, int most);

  /** Those next above a key. */
  List<Transaction> newerMoves(MerchantId merchant, Moves moves, String after, int most);
}
