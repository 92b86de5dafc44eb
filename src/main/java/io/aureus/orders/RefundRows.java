package io.aureus.orders;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Catalogue;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads and writes refunds. */
final class RefundRows {
  private final JdbcClient jdbc;
  private final Catalogue catalogue;

  RefundRows(JdbcClient jdbc, Catalogue catalogue) {
    this.jdbc = jdbc;
    this.catalogue = catalogue;
  }

  /** By order, each in the order in which they were asked for. */
  Map<String, List<OrderRefund>> of(String[] orders) {
    Map<String, List<OrderRefund>> found = new HashMap<>();
    jdbc.sql("select * from order_refund where order_id = any(?) order by no")
        .param(orders)
        .query(
            rs -> {
              found
                  .computeIfAbsent(rs.getString("order_id"), id -> new ArrayList<>())
                  .add(refund(rs));
            });
    return found;
  }

  List<OrderRefund> byId(UUID[] ids) {
    return jdbc.sql("select * from order_refund where payout_id = any(?)")
        .param(ids)
        .query((rs, n) -> refund(rs))
        .list();
  }

  void save(OrderRefund refund) {
    jdbc.sql(
            """
            insert into order_refund (payout_id, merchant_id, order_id, kind, state, asset, units,
              fiat, fee_units, fee_bearer, destination, tx_hash, idempotency_ref, actor, created_at,
              updated_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (payout_id) do update
               set state = excluded.state, tx_hash = excluded.tx_hash,
                   updated_at = excluded.updated_at
            """)
        .param(refund.id())
        .param(refund.merchant().value())
        .param(refund.orderId().value())
        .param(refund.kind().name())
        .param(refund.state().name())
        .param(refund.amount().asset().code())
        .param(new BigDecimal(refund.amount().units()))
        .param(refund.fiat())
        .param(new BigDecimal(refund.fee().units()))
        .param(refund.bearer().name())
        .param(refund.destination())
        .param(refund.txHash())
        .param(refund.idempotencyRef())
        .param(refund.actor())
        .param(OrderRows.time(refund.createdAt()))
        .param(OrderRows.time(refund.updatedAt()))
        .update();
  }

  private OrderRefund refund(ResultSet rs) throws SQLException {
    return new OrderRefund(
        rs.getObject("payout_id", UUID.class),
        new MerchantId(rs.getString("merchant_id")),
        new OrderId(rs.getString("order_id")),
        OrderRefund.Kind.valueOf(rs.getString("kind")),
        OrderRefund.State.valueOf(rs.getString("state")),
        amount(rs, "units"),
        rs.getBigDecimal("fiat"),
        amount(rs, "fee_units"),
        OrderRefund.FeeBearer.valueOf(rs.getString("fee_bearer")),
        rs.getString("destination"),
        rs.getString("tx_hash"),
        rs.getString("idempotency_ref"),
        rs.getString("actor"),
        OrderRows.instant(rs, "created_at"),
        OrderRows.instant(rs, "updated_at"));
  }

  private Amount amount(ResultSet rs, String column) throws SQLException {
    return new Amount(
        catalogue.known(rs.getString("asset")), rs.getBigDecimal(column).toBigIntegerExact());
  }
}
