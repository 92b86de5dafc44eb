package io.aureus.orders;

import io.aureus.merchants.MerchantId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads invoices with their orders and payments by one statement, across a table of {@code wallets}
 * too; it writes none of it.
 */
final class InvoiceBookRows implements InvoiceBook {
  private static final int MOST = 100;

  private final JdbcClient jdbc;
  private final Clock clock;

  InvoiceBookRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public List<Listed> page(@Nullable MerchantId merchant, Place before, int most) {
    if (most < 1 || most > MOST) {
      throw new IllegalArgumentException("a page has 1 to 100 invoices, not " + most);
    }
    Instant now = clock.instant();
    return jdbc.sql(
            """
            select i.payment_hash, i.order_id, i.quote_no, o.merchant_id, o.state, i.millisatoshi,
                   i.made_at, i.expires_at,
                   (select min(p.sighted_at) from payment p
                     where p.order_id = i.order_id and p.to_address = i.payment_hash) as paid_at
              from lightning_invoice i join orders o using (order_id)
             where (i.order_id, i.quote_no) < (:order, :quote)
               and (:merchant::text is null or o.merchant_id = :merchant)
               -- What strangers asked for at a Lightning address is news once they pay.
               and (o.order_type <> 'ADDRESS'
                    or exists (select from payment p where p.order_id = o.order_id))
             order by i.order_id desc, i.quote_no desc limit :most
            """)
        .param("order", before.orderId())
        .param("quote", before.quoteNo())
        .param("merchant", merchant == null ? null : merchant.value())
        .param("most", most)
        .query((row, n) -> listed(row, now))
        .list();
  }

  private static Listed listed(ResultSet row, Instant now) throws SQLException {
    Instant end = row.getTimestamp("expires_at").toInstant();
    Timestamp paid = row.getTimestamp("paid_at");
    State state = paid != null ? State.PAID : end.isAfter(now) ? State.UNPAID : State.EXPIRED;
    return new Listed(
        row.getString("payment_hash"),
        new OrderId(row.getString("order_id")),
        row.getInt("quote_no"),
        new MerchantId(row.getString("merchant_id")),
        OrderState.valueOf(row.getString("state")).status(),
        state,
        row.getLong("millisatoshi"),
        row.getTimestamp("made_at").toInstant(),
        end,
        paid == null ? null : paid.toInstant());
  }

  @Override
  public Open open() {
    return jdbc.sql(
            """
            select count(*), coalesce(sum(i.millisatoshi), 0), coalesce(max(i.millisatoshi), 0)
              from lightning_invoice i join orders o using (order_id)
             where i.expires_at > :now and i.node is null and o.order_type <> 'ADDRESS'
               and not exists (select from payment p
                                where p.order_id = i.order_id and p.to_address = i.payment_hash)
            """)
        .param("now", Timestamp.from(clock.instant()))
        .query(
            (row, n) ->
                new Open(row.getLong(1), whole(row.getBigDecimal(2)), whole(row.getBigDecimal(3))))
        .single();
  }

  /** What is asked for at an address gets none. */
  @Override
  public Offers offers() {
    return jdbc.sql(
            """
            select count(*), count(offer_id), coalesce(bool_or(offer_id is not null and place = 1),
                   false)
              from (select f.offer_id,
                           row_number() over (order by i.order_id desc, i.quote_no desc) as place
                      from lightning_invoice i join orders o using (order_id)
                      left join lightning_offer f using (payment_hash)
                     where o.order_type <> :address
                     order by i.order_id desc, i.quote_no desc limit :most) as newest
            """)
        .param("address", Order.AT_AN_ADDRESS)
        .param("most", NEWEST)
        .query((row, n) -> new Offers(row.getInt(1), row.getInt(2), row.getBoolean(3)))
        .single();
  }

  private static long whole(BigDecimal sum) {
    return sum.longValueExact();
  }
}
