package io.aureus.orders;

import io.aureus.merchants.MerchantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads orders, payments and refunds. */
public interface OrderBook {
  /**
   * @param page from 1
   * @param size 1 to 100
   */
  record Page(int page, int size) {}

  /** A page of rows, newest first, and how many there are in all. */
  record Listing<T>(List<T> rows, long total) {}

  /** Filters of the order list; null means any. Times: from inclusive, to exclusive. */
  record Filter(
      @Nullable OrderStatus status,
      @Nullable String chain,
      @Nullable String currency,
      @Nullable String orderType,
      @Nullable String platform,
      @Nullable Instant from,
      @Nullable Instant to) {
    public static Filter any() {
      return new Filter(null, null, null, null, null, null, null);
    }
  }

  /**
   * One step of an order's story.
   *
   * @param words for a person
   */
  record HistoryLine(Instant at, OrderState from, OrderState to, String fact, String words) {}

  /** An order of this merchant. Orders whose coin is not chosen yet are found as well. */
  Optional<Order> find(MerchantId merchant, OrderId id);

  /** For the checkout page, which anyone with the link may see. */
  Optional<Order> find(OrderId id);

  /** The order of a checkout token that has not ended. */
  Optional<Order> byToken(String token);

  /** Orders with a chosen coin, but for those of which nobody has to know. */
  Listing<Order> list(MerchantId merchant, Filter filter, Page page);

  /** Payments and refunds. */
  Listing<Movement> movements(MerchantId merchant, Page page);

  List<HistoryLine> history(OrderId id);

  /** Whether one of the merchant's last thousand orders was ever paid. */
  boolean wasOnePaid(MerchantId merchant);

  /**
   * The versions of some orders, of all by one question: for whoever waits for them to change.
   *
   * @return without those that are not there
   */
  Map<OrderId, Long> versions(Collection<OrderId> ids);
}
