package io.aureus.orders;

import io.aureus.merchants.MerchantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the invoices of Lightning that orders were given, and what became of them. */
public interface InvoiceBook {
  /** What became of an invoice. */
  enum State {
    /** Nobody has paid it, and it can be paid. */
    UNPAID,
    PAID,
    /** Nobody has paid it, and no wallet does so any more. */
    EXPIRED
  }

  /**
   * Where a list goes on.
   *
   * @param orderId of the last row before
   * @param quoteNo likewise
   */
  record Place(String orderId, int quoteNo) {
    /** From here on a list begins with the newest. */
    public static final Place START = new Place("~", 0);
  }

  /**
   * @param millisatoshi that it asks for
   * @param madeAt by the node's clock, as the next
   * @param paidAt when its payment was seen; null where nobody has paid it
   */
  record Listed(
      String paymentHash,
      OrderId order,
      int quoteNo,
      MerchantId merchant,
      OrderStatus orderStatus,
      State state,
      long millisatoshi,
      Instant madeAt,
      Instant expiresAt,
      @Nullable Instant paidAt) {
    public Place place() {
      return new Place(order.value(), quoteNo);
    }
  }

  /**
   * Those that may still be paid, in millisatoshi; without what strangers asked for at a Lightning
   * address, which alarms nobody.
   *
   * @param total of all of them
   * @param largest of them; 0 where there is none
   */
  record Open(long count, long total, long largest) {}

  /**
   * Of the newest that an offer might stand beside.
   *
   * @param invoices of them, {@link #NEWEST} at most
   * @param offers that stand beside them
   * @param isLast whether one stands beside the very newest
   */
  record Offers(int invoices, int offers, boolean isLast) {}

  /** So many are looked at. */
  int NEWEST = 100;

  /** Everybody's. */
  Offers offers();

  /**
   * The newest orders' first. What strangers asked for at a Lightning address is left out until
   * something is paid to it.
   *
   * @param merchant whose they are; null for everybody's
   * @param before only those after this place; {@link Place#START} for the first page
   * @param most 1 to 100
   */
  List<Listed> page(@Nullable MerchantId merchant, Place before, int most);

  /** Everybody's, but for those that merchants' own nodes made. */
  Open open();
}
