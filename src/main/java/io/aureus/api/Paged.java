package io.aureus.api;

import io.aureus.orders.OrderBook;
import java.util.List;
import java.util.function.Function;

/** A page of a list, as documented: pages count from 1. */
record Paged(int page, int size, long total, long maxPage, List<?> data) {

  static <T> Paged of(
      OrderBook.Page page, OrderBook.Listing<T> listing, Function<T, Object> itemOf) {
    return new Paged(
        page.page(),
        page.size(),
        listing.total(),
        Math.ceilDiv(listing.total(), page.size()),
        listing.rows().stream().map(itemOf).toList());
  }

  /** {@code page} and {@code size} of a query; 1 and 10 where they are absent. */
  static OrderBook.Page asked(QueryValues query) {
    return new OrderBook.Page(
        query.number("page", 1, 1, 10_000_000), query.number("size", 10, 1, 100));
  }
}
