package io.aureus.orders;

import io.aureus.money.Asset;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the order that a wish has made already. */
final class ExistingOrders {
  /** An order whose window ends sooner is no use to a payer who begins now. */
  private static final Duration TIME_TO_PAY = Duration.ofMinutes(5);

  private final JdbcClient jdbc;
  private final OrderRows rows;

  ExistingOrders(JdbcClient jdbc, OrderRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /**
   * The unpaid order of the same plugin, shop and shop order at the same price (spec, decision 9).
   */
  Optional<Order> sameShopOrder(NewOrder wish, Instant now) {
    OrderTerms terms = wish.terms();
    if (!ShopReference.isOf(wish)) {
      return Optional.empty();
    }
    return jdbc.sql(
            """
            select order_id from orders
             where merchant_id = ? and bind_id = ? and origin = 'PLUGIN'
               and state in ('CHOOSING', 'WAITING') and platform = ?
               and website is not distinct from ? and price = ? and currency = ?
               and deadline > ?
             order by order_id desc limit 1
            """)
        .param(wish.merchant().value())
        .param(terms.bindId())
        .param(terms.platform())
        .param(terms.website())
        .param(wish.price().value())
        .param(wish.price().currency())
        .param(OrderRows.time(now.plus(TIME_TO_PAY)))
        .query(String.class)
        .optional()
        .flatMap(id -> rows.find(new OrderId(id)))
        .filter(order -> serves(order, wish, now));
  }

  /**
   * The latest order of the same plugin, shop and shop order at the same price, however it ended.
   */
  Optional<OrderId> latest(NewOrder wish) {
    OrderTerms terms = wish.terms();
    if (!ShopReference.isOf(wish)) {
      return Optional.empty();
    }
    return jdbc.sql(
            """
            select order_id from orders
             where merchant_id = ? and bind_id = ? and origin = 'PLUGIN' and platform = ?
               and website is not distinct from ? and price = ? and currency = ?
             order by order_id desc limit 1
            """)
        .param(wish.merchant().value())
        .param(terms.bindId())
        .param(terms.platform())
        .param(terms.website())
        .param(wish.price().value())
        .param(wish.price().currency())
        .query(String.class)
        .optional()
        .map(OrderId::new);
  }

  /** The order that holds a shop reference; none where {@code reference} is null. */
  Optional<Order> holder(NewOrder wish, @Nullable String reference) {
    if (reference == null) {
      return Optional.empty();
    }
    return jdbc.sql("select order_id from orders where merchant_id = ? and shop_ref = ?")
        .param(wish.merchant().value())
        .param(reference)
        .query(String.class)
        .optional()
        .flatMap(id -> rows.find(new OrderId(id)));
  }

  /** Whether a payer who comes with this wish can pay this order. */
  static boolean serves(Order order, NewOrder wish, Instant now) {
    return (order.state() == OrderState.CHOOSING || order.state() == OrderState.WAITING)
        && order.deadline().isAfter(now.plus(TIME_TO_PAY))
        && order.terms().equals(wish.terms())
        && order.price().currency().equals(wish.price().currency())
        && order.price().value().compareTo(wish.price().value()) == 0
        && order.fixedPrice() == wish.fixedPrice()
        && order.type().equals(wish.type())
        && order.payments().isEmpty()
        && (wish.asset() == null || isIn(order, wish.asset()));
  }

  /** The order that the same idempotency reference made. */
  Optional<Order> sameReference(NewOrder wish) {
    return jdbc.sql("select order_id from orders where merchant_id = ? and idempotency_ref = ?")
        .param(wish.merchant().value())
        .param(wish.idempotencyRef())
        .query(String.class)
        .optional()
        .flatMap(id -> rows.find(new OrderId(id)));
  }

  /** True where this very order stands: its address is no other's. */
  boolean isSame(Order order) {
    return rows.find(order.id())
        .map(
            found ->
                found.createdAt().equals(order.createdAt())
                    && found.merchant().equals(order.merchant())
                    && found.terms().equals(order.terms())
                    && addresses(found).equals(addresses(order)))
        .orElse(false);
  }

  /** Times and rates may come back rounded; an address is as it was, and no other order's. */
  private static List<String> addresses(Order order) {
    return order.quotes().stream().map(OrderQuote::address).toList();
  }

  private static boolean isIn(Order order, @Nullable Asset asset) {
    return asset != null
        && order
            .currentQuote()
            .map(quote -> quote.amount().asset().code().equals(asset.code()))
            .orElse(false);
  }
}
