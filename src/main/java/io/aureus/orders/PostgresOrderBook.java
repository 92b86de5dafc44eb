package io.aureus.orders;

import io.aureus.merchants.MerchantId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The order book over PostgreSQL. */
final class PostgresOrderBook implements OrderBook {
  /** Every filter is optional: a null parameter lets every row pass. */
  private static final String LISTED =
      """
       from orders o
       left join lateral (
         select chain, asset from order_quote q
          where q.order_id = o.order_id order by no desc limit 1) q on true
      where o.merchant_id = :merchant and o.state <> 'CHOOSING' and q.asset is not null
        -- What strangers asked for at a Lightning address is news once they pay: Order.isNoNews.
        and (o.order_type <> 'ADDRESS'
             or exists (select 1 from payment p where p.order_id = o.order_id))
        and (:states::text[] is null or o.state = any(:states::text[]))
        and (:chain::text is null or q.chain = :chain)
        and (:currency::text is null or q.asset = :currency)
        and (:type::text is null or o.order_type = :type)
        and (:platform::text is null or o.platform = :platform)
        and (:from::timestamptz is null or o.created_at >= :from::timestamptz)
        and (:to::timestamptz is null or o.created_at < :to::timestamptz)
      """;

  private static final String MOVEMENTS =
      """
      select id from (
        select payment_id as id, created_at, 0 as kind from payment where merchant_id = :merchant
        union all
        select payout_id, created_at, 1 from order_refund where merchant_id = :merchant) m
       order by created_at desc, kind desc, id
       limit :size offset :skip
      """;

  /** A short payment of an order that waits for the merchant shows as UNKNOWN (scenario IN-5). */
  private static final String PAYMENTS =
      """
      select p.payment_id, p.merchant_id, p.order_id, p.quote_no,
             case when o.state in ('PARTIAL', 'REMAINDER_REQUESTED') and p.type <> 'RESOLVED'
                  then 'UNKNOWN' else p.type end as type,
             p.state, p.asset, p.units, p.fee_units, p.transfer_id, p.tx_hash, p.from_address,
             p.to_address, p.block_number, p.sighted_at, p.confirmed_at, p.created_at, p.updated_at,
             p.custody, p.taken_at, p.doubt
        from payment p join orders o using (order_id)
       where p.payment_id = any(?)
      """;

  private final JdbcClient jdbc;
  private final OrderRows rows;
  private final RefundRows refunds;
  private final CheckoutTokens tokens;

  PostgresOrderBook(JdbcClient jdbc, OrderRows rows, RefundRows refunds, CheckoutTokens tokens) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.refunds = refunds;
    this.tokens = tokens;
  }

  @Override
  public Optional<Order> find(MerchantId merchant, OrderId id) {
    return rows.find(id).filter(order -> order.merchant().equals(merchant));
  }

  @Override
  public boolean wasOnePaid(MerchantId merchant) {
    return jdbc.sql(
            """
            select exists (
              select 1 from (
                select state from orders where merchant_id = ? order by order_id desc limit 1000) o
              where state in ('PAID', 'RESOLVED', 'REFUNDED'))
            """)
        .param(merchant.value())
        .query(Boolean.class)
        .single();
  }

  @Override
  public Optional<Order> find(OrderId id) {
    return rows.find(id);
  }

  @Override
  public Optional<Order> byToken(String token) {
    return tokens.orderOf(token).flatMap(rows::find);
  }

  @Override
  public Listing<Order> list(MerchantId merchant, Filter filter, Page page) {
    long total = filtered("select count(*)" + LISTED, merchant, filter).query(Long.class).single();
    List<OrderId> ids =
        filtered(
                "select o.order_id" + LISTED + " order by o.order_id desc limit :size offset :skip",
                merchant,
                filter)
            .param("size", page.size())
            .param("skip", skip(page))
            .query(String.class)
            .list()
            .stream()
            .map(OrderId::new)
            .toList();
    return new Listing<>(rows.load(ids, false).reversed(), total);
  }

  @Override
  public Listing<Movement> movements(MerchantId merchant, Page page) {
    long total =
        jdbc.sql(
                """
                select (select count(*) from payment where merchant_id = :merchant)
                     + (select count(*) from order_refund where merchant_id = :merchant)
                """)
            .param("merchant", merchant.value())
            .query(Long.class)
            .single();
    UUID[] ids =
        jdbc.sql(MOVEMENTS)
            .param("merchant", merchant.value())
            .param("size", page.size())
            .param("skip", skip(page))
            .query(UUID.class)
            .list()
            .toArray(UUID[]::new);
    Map<UUID, Movement> found = new HashMap<>();
    jdbc.sql(PAYMENTS)
        .param(ids)
        .query((rs, n) -> rows.payment(rs))
        .list()
        .forEach(payment -> found.put(payment.id(), payment));
    refunds.byId(ids).forEach(refund -> found.put(refund.id(), refund));
    return new Listing<>(Stream.of(ids).map(found::get).filter(Objects::nonNull).toList(), total);
  }

  @Override
  public List<HistoryLine> history(OrderId id) {
    return jdbc.sql("select * from order_history where order_id = ? order by version")
        .param(id.value())
        .query(
            (rs, n) ->
                new HistoryLine(
                    OrderRows.instant(rs, "at"),
                    OrderState.valueOf(rs.getString("from_state")),
                    OrderState.valueOf(rs.getString("to_state")),
                    rs.getString("fact"),
                    rs.getString("words")))
        .list();
  }

  @Override
  public Map<OrderId, Long> versions(Collection<OrderId> ids) {
    Map<OrderId, Long> versions = new HashMap<>();
    jdbc.sql("select order_id, version from orders where order_id = any(?::text[])")
        .param(ids.stream().map(OrderId::value).toArray(String[]::new))
        .query((rs, n) -> versions.put(new OrderId(rs.getString(1)), rs.getLong(2)))
        .list();
    return versions;
  }

  private JdbcClient.StatementSpec filtered(String sql, MerchantId merchant, Filter filter) {
    OrderStatus status = filter.status();
    return jdbc.sql(sql)
        .param("merchant", merchant.value())
        .param("states", status == null ? null : OrderState.shownAs(status))
        .param("chain", filter.chain())
        .param("currency", filter.currency())
        .param("type", filter.orderType())
        .param("platform", filter.platform())
        .param("from", filter.from() == null ? null : OrderRows.time(filter.from()))
        .param("to", filter.to() == null ? null : OrderRows.time(filter.to()));
  }

  private static long skip(Page page) {
    return (page.page() - 1L) * page.size();
  }
}
