package io.aureus.orders;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.money.FiatAmount;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads and adds the quotes of orders. */
final class QuoteRows {
  private final JdbcClient jdbc;
  private final Catalogue catalogue;

  QuoteRows(JdbcClient jdbc, Catalogue catalogue) {
    this.jdbc = jdbc;
    this.catalogue = catalogue;
  }

  void insert(OrderId order, OrderQuote quote) {
    @Nullable FiatAmount worth = quote.counting().worth();
    jdbc.sql("insert into order_quote values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .param(order.value())
        .param(quote.no())
        .param(quote.amount().asset().chain().code())
        .param(quote.amount().asset().code())
        .param(new BigDecimal(quote.amount().units()))
        .param(quote.address())
        .param(quote.rate())
        .param(quote.sources().toArray(String[]::new))
        .param(OrderRows.time(quote.ratedAt()))
        .param(OrderRows.time(quote.createdAt()))
        .param(OrderRows.time(quote.deadline()))
        .param(quote.remainderOf())
        .param(quote.counting().confirmations())
        .param(worth == null ? null : worth.value())
        .param(worth == null ? null : worth.currency())
        .param(quote.counting().byBand())
        .update();
  }

  /** By the ids of their orders, in the order of their numbers. */
  Map<String, List<OrderQuote>> of(String[] keys) {
    Map<String, List<OrderQuote>> found = new HashMap<>();
    jdbc.sql("select * from order_quote where order_id = any(?) order by order_id, no")
        .param(keys)
        .query(
            rs -> {
              found
                  .computeIfAbsent(rs.getString("order_id"), id -> new ArrayList<>())
                  .add(quote(rs));
            });
    return found;
  }

  private OrderQuote quote(ResultSet rs) throws SQLException {
    Array sources = rs.getArray("sources");
    Asset asset = catalogue.known(rs.getString("asset"));
    return new OrderQuote(
        rs.getInt("no"),
        new Amount(asset, rs.getBigDecimal("units").toBigIntegerExact()),
        rs.getString("address"),
        rs.getBigDecimal("rate"),
        List.of((String[]) sources.getArray()),
        OrderRows.instant(rs, "rated_at"),
        OrderRows.instant(rs, "created_at"),
        OrderRows.instant(rs, "deadline"),
        rs.getInt("remainder_of"),
        counting(rs, asset.chain()));
  }

  /** What no band said follows the chain: an operator who asks for more means open orders too. */
  private static OrderQuote.Counting counting(ResultSet rs, Chain chain) throws SQLException {
    if (!rs.getBoolean("by_band")) {
      return OrderQuote.Counting.usual(chain);
    }
    @Nullable BigDecimal worth = rs.getBigDecimal("worth");
    return new OrderQuote.Counting(
        rs.getInt("confirmations"),
        worth == null ? null : new FiatAmount(rs.getString("worth_currency"), worth),
        true);
  }
}
