package io.aureus.orders;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Catalogue;
import io.aureus.money.FiatAmount;
import io.aureus.wallets.Custody;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads and changes orders and their payments. */
final class OrderRows {
  private final JdbcClient jdbc;
  private final Catalogue catalogue;
  private final QuoteRows quoteRows;
  private final RefundRows refundRows;

  OrderRows(JdbcClient jdbc, Catalogue catalogue) {
    this.jdbc = jdbc;
    this.catalogue = catalogue;
    this.quoteRows = new QuoteRows(jdbc, catalogue);
    this.refundRows = new RefundRows(jdbc, catalogue);
  }

  Optional<Order> find(OrderId id) {
    return load(List.of(id), false).stream().findFirst();
  }

  /** Locks the orders in the order of their ids, so that two nodes cannot wait for each other. */
  Map<OrderId, Order> lock(Collection<OrderId> ids) {
    Map<OrderId, Order> found = new HashMap<>();
    for (Order order : load(ids, true)) {
      found.put(order.id(), order);
    }
    return found;
  }

  List<Order> load(Collection<OrderId> ids, boolean locked) {
    String[] keys = ids.stream().map(OrderId::value).distinct().sorted().toArray(String[]::new);
    if (keys.length == 0) {
      return List.of();
    }
    // The lock comes first: quotes and payments read before it could be older than the order.
    List<Order> heads =
        jdbc.sql(
                "select * from orders where order_id = any(?) order by order_id"
                    + (locked ? " for update" : ""))
            .param(keys)
            .query((rs, n) -> head(rs))
            .list();
    Map<String, List<OrderQuote>> quotes = quoteRows.of(keys);
    Map<String, List<Payment>> payments = payments(keys);
    Map<String, List<OrderRefund>> refunds = refundRows.of(keys);
    return heads.stream()
        .map(
            order ->
                order
                    .with(
                        quotes.getOrDefault(order.id().value(), List.of()),
                        payments.getOrDefault(order.id().value(), List.of()))
                    .with(refunds.getOrDefault(order.id().value(), List.of())))
        .toList();
  }

  /**
   * Writes what a fact changed.
   *
   * @throws IllegalStateException where somebody else changed the order: it was not locked
   */
  void save(Order before, Order after, String fact, String words) {
    int changed =
        jdbc.sql(
                """
                update orders
                   set state = ?, reversed = ?, deadline = ?, updated_at = ?, version = ?
                 where order_id = ? and version = ?
                """)
            .param(after.state().name())
            .param(after.reversed())
            .param(time(after.deadline()))
            .param(time(after.updatedAt()))
            .param(after.version())
            .param(after.id().value())
            .param(before.version())
            .update();
    if (changed != 1) {
      throw new IllegalStateException("order " + before.id() + " was changed by somebody else");
    }
    after.quotes().stream()
        .filter(quote -> before.quote(quote.no()).isEmpty())
        .forEach(quote -> quoteRows.insert(after.id(), quote));
    after.payments().stream()
        .filter(payment -> !before.payments().contains(payment))
        .forEach(this::upsert);
    after.refunds().stream()
        .filter(refund -> !before.refunds().contains(refund))
        .forEach(refundRows::save);
    if (!words.isEmpty() || before.state() != after.state()) {
      tell(before, after, fact, words);
    }
  }

  private void tell(Order before, Order after, String fact, String words) {
    jdbc.sql("insert into order_history values (?, ?, ?, ?, ?, ?, ?)")
        .param(after.id().value())
        .param(after.version())
        .param(time(after.updatedAt()))
        .param(before.state().name())
        .param(after.state().name())
        .param(fact)
        .param(words)
        .update();
  }

  private void upsert(Payment payment) {
    jdbc.sql(
            """
            insert into payment values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
              ?)
            on conflict (payment_id) do update
               set quote_no = excluded.quote_no, type = excluded.type, state = excluded.state,
                   fee_units = excluded.fee_units, block_number = excluded.block_number,
                   confirmed_at = excluded.confirmed_at, updated_at = excluded.updated_at,
                   taken_at = excluded.taken_at, doubt = excluded.doubt
            """)
        .param(payment.id())
        .param(payment.merchant().value())
        .param(payment.orderId().value())
        .param(payment.quoteNo())
        .param(payment.type().name())
        .param(payment.state().name())
        .param(payment.amount().asset().code())
        .param(new BigDecimal(payment.amount().units()))
        .param(new BigDecimal(payment.fee().units()))
        .param(payment.transferId())
        .param(payment.txHash())
        .param(payment.fromAddress())
        .param(payment.toAddress())
        .param(payment.blockNumber())
        .param(time(payment.sightedAt()))
        .param(payment.confirmedAt() == null ? null : time(payment.confirmedAt()))
        .param(time(payment.createdAt()))
        .param(time(payment.updatedAt()))
        .param(payment.custody().name())
        .param(payment.early().takenAt() == null ? null : time(payment.early().takenAt()))
        .param(payment.early().doubt())
        .update();
  }

  private Map<String, List<Payment>> payments(String[] keys) {
    Map<String, List<Payment>> found = new HashMap<>();
    jdbc.sql("select * from payment where order_id = any(?) order by created_at, transfer_id")
        .param(keys)
        .query(
            rs -> {
              found
                  .computeIfAbsent(rs.getString("order_id"), id -> new ArrayList<>())
                  .add(payment(rs));
            });
    return found;
  }

  private static Order head(ResultSet rs) throws SQLException {
    long keyId = rs.getLong("api_key_id");
    @Nullable Long apiKeyId = rs.wasNull() ? null : keyId;
    OrderTerms terms =
        new OrderTerms(
            rs.getString("succeed_url"),
            rs.getString("timeout_url"),
            rs.getString("callback_url"),
            rs.getString("timeout_callback"),
            rs.getBoolean("post_callback"),
            rs.getString("platform"),
            OrderTerms.Origin.valueOf(rs.getString("origin")),
            rs.getString("bind_id"),
            rs.getString("website"),
            apiKeyId);
    return new Order(
        new OrderId(rs.getString("order_id")),
        new MerchantId(rs.getString("merchant_id")),
        rs.getString("order_type"),
        OrderState.valueOf(rs.getString("state")),
        new FiatAmount(rs.getString("currency"), rs.getBigDecimal("price")),
        rs.getBoolean("fixed_price"),
        terms,
        new Order.Policy(rs.getInt("fee_bps"), rs.getInt("tolerance_bps")),
        rs.getString("remark"),
        List.of(),
        List.of(),
        List.of(),
        rs.getBoolean("reversed"),
        instant(rs, "deadline"),
        instant(rs, "created_at"),
        instant(rs, "updated_at"),
        rs.getLong("version"));
  }

  Payment payment(ResultSet rs) throws SQLException {
    long number = rs.getLong("block_number");
    @Nullable Long blockNumber = rs.wasNull() ? null : number;
    boolean isConfirmed = rs.getObject("confirmed_at") != null;
    return new Payment(
        rs.getObject("payment_id", UUID.class),
        new MerchantId(rs.getString("merchant_id")),
        new OrderId(rs.getString("order_id")),
        rs.getInt("quote_no"),
        Payment.Type.valueOf(rs.getString("type")),
        Payment.State.valueOf(rs.getString("state")),
        amount(rs, "units"),
        amount(rs, "fee_units"),
        rs.getLong("transfer_id"),
        rs.getString("tx_hash"),
        rs.getString("from_address"),
        rs.getString("to_address"),
        blockNumber,
        instant(rs, "sighted_at"),
        isConfirmed ? instant(rs, "confirmed_at") : null,
        instant(rs, "created_at"),
        instant(rs, "updated_at"),
        Custody.valueOf(rs.getString("custody")),
        new Payment.Early(
            rs.getObject("taken_at") == null ? null : instant(rs, "taken_at"),
            rs.getString("doubt")));
  }

  private Amount amount(ResultSet rs, String column) throws SQLException {
    return new Amount(
        catalogue.known(rs.getString("asset")), rs.getBigDecimal(column).toBigIntegerExact());
  }

  static Instant instant(ResultSet rs, String column) throws SQLException {
    return rs.getObject(column, OffsetDateTime.class).toInstant();
  }

  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
