package io.aureus.orders;

import io.aureus.merchants.MerchantId;
import io.aureus.orders.OrderBook.Filter;
import io.aureus.wallets.Receiving;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The lists over PostgreSQL. An order's id begins with its time and is the key of its list: the
 * index that makes orders unique to a merchant serves every page. Conditions are put together from
 * texts of ours, so that the database plans what is asked for and not all that might be; what
 * people typed goes in as parameters alone.
 */
final class OrderListRows implements OrderLists {
  private static final int MOST = 1_000;
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(ZoneOffset.UTC);

  /** Clocks of nodes differ, and ids run ahead of the clock where many are made at once. */
  private static final Duration IDS_OFF_BY = Duration.ofHours(1);

  private static final String ORDERS =
      """
      select o.order_id from orders o
        join lateral (
          select chain, asset from order_quote q
           where q.order_id = o.order_id order by no desc limit 1) q on true
       where o.merchant_id = :merchant and o.state <> 'CHOOSING'
         -- What strangers asked for at a Lightning address is news once they pay: Order.isNoNews.
         and (o.order_type <> 'ADDRESS'
              or exists (select 1 from payment p where p.order_id = o.order_id))
      """;

  /** Where the references are too many to name the orders; what else the text may be follows. */
  private static final String FITTING =
      """
       and (o.bind_id ~>=~ :text and o.bind_id ~<~ :past
            or o.order_id in (select ''
      """;

  private static final String BY_REFERENCE =
      """
      select order_id from orders
       where merchant_id = :merchant and bind_id ~>=~ :text and bind_id ~<~ :past
      """;
  private static final String BY_ID =
      """
      union all
      select order_id from orders
       where merchant_id = :merchant and order_id between :low and :high
      """;
  private static final String BY_HASH =
      """
      union all
      select order_id from payment where merchant_id = :merchant and tx_hash = any(:hashes)
      union all
      select order_id from order_refund where merchant_id = :merchant and tx_hash = any(:hashes)
      """;
  private static final String BY_ADDRESS =
      """
      union all
      select unnest(:owned::text[])
      """;

  private final JdbcClient jdbc;
  private final OrderRows rows;
  private final Receiving receiving;

  OrderListRows(JdbcClient jdbc, OrderRows rows, Receiving receiving) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.receiving = receiving;
  }

  /** A statement's text with its parameters. */
  record Sql(String text, Map<String, Object> params) {}

  @Override
  public List<Order> older(
      MerchantId merchant, Filter filter, String text, String before, int most) {
    return load(orders(merchant, filter, text, before, true, bounded(most)));
  }

  @Override
  public List<Order> newer(
      MerchantId merchant, Filter filter, String text, String after, int most) {
    return load(orders(merchant, filter, text, after, false, bounded(most)));
  }

  @Override
  public List<Transaction> olderMoves(MerchantId merchant, Moves moves, String before, int most) {
    return transactions(
        MoveStatement.of(merchant, moves, TimeKey.read(before), true, bounded(most)));
  }

  @Override
  public List<Transaction> newerMoves(MerchantId merchant, Moves moves, String after, int most) {
    return transactions(
            MoveStatement.of(merchant, moves, TimeKey.read(after), false, bounded(most)))
        .reversed();
  }

  private static int bounded(int most) {
    if (most < 1 || most > MOST) {
      throw new IllegalArgumentException("a page has 1 to " + MOST + " rows, not " + most);
    }
    return most;
  }

  private List<Order> load(Sql ids) {
    List<OrderId> found =
        jdbc.sql(ids.text()).params(ids.params()).query(String.class).list().stream()
            .map(OrderId::new)
            .toList();
    return rows.load(found, false).reversed();
  }

  /** The ids of a page; seen by tests, which ask the database how it would go about it. */
  Sql orders(MerchantId merchant, Filter filter, String text, String key, boolean older, int most) {
    Map<String, Object> params = new HashMap<>();
    params.put("merchant", merchant.value());
    params.put("most", most);
    StringBuilder sql = new StringBuilder(ORDERS);
    String place = place(key, older, params);
    sql.append(place.formatted("o.order_id"));
    narrow(sql, filter, params);
    OrderSearch search = new OrderSearch(text);
    if (!search.isNothing()) {
      sql.append(fitting(merchant, search, key, older, params));
    }
    sql.append(older ? " order by o.order_id desc" : " order by o.order_id").append(" limit :most");
    return new Sql(sql.toString(), params);
  }

  /** A condition on the column that is put in for its placeholder; empty at the start. */
  private static String place(String key, boolean older, Map<String, Object> params) {
    if (!key.matches("[0-9]{20}")) {
      return "";
    }
    params.put("key", key);
    return older ? " and %s < :key\n" : " and %s > :key\n";
  }

  private static void narrow(StringBuilder sql, Filter filter, Map<String, Object> params) {
    OrderStatus status = filter.status();
    if (status != null) {
      // Names of ours, and not a parameter: an index that has only some states can serve it.
      sql.append(
          Arrays.stream(OrderState.shownAs(status))
              .collect(Collectors.joining("', '", " and o.state in ('", "')\n")));
    }
    equal(sql, "q.chain", "chain", filter.chain(), params);
    equal(sql, "q.asset", "currency", filter.currency(), params);
    equal(sql, "o.order_type", "type", filter.orderType(), params);
    equal(sql, "o.platform", "platform", filter.platform(), params);
    Instant from = filter.from();
    if (from != null) {
      sql.append(" and o.created_at >= :from and o.order_id >= :lowest\n");
      params.put("from", OrderRows.time(from));
      params.put("lowest", SECOND.format(from.minus(IDS_OFF_BY)) + "000000");
    }
    Instant to = filter.to();
    if (to != null) {
      sql.append(" and o.created_at < :to and o.order_id < :highest\n");
      params.put("to", OrderRows.time(to));
      params.put("highest", SECOND.format(to.plus(IDS_OFF_BY)) + "000000");
    }
  }

  private static void equal(
      StringBuilder sql,
      String column,
      String name,
      @Nullable String wanted,
      Map<String, Object> params) {
    if (wanted != null) {
      sql.append(" and ").append(column).append(" = :").append(name).append('\n');
      params.put(name, wanted);
    }
  }

  /**
   * A condition that names the orders that the text fits. Where they are too many, each is looked
   * at as a list without a text would: what else is asked for may fit but few of them.
   */
  private String fitting(
      MerchantId merchant,
      OrderSearch search,
      String key,
      boolean older,
      Map<String, Object> params) {
    Sql ids = candidates(merchant, search, key, older);
    String[] found =
        jdbc.sql(ids.text()).params(ids.params()).query(String.class).list().stream()
            .toArray(String[]::new);
    if (found.length < MOST) {
      params.put("found", found);
      return " and o.order_id = any(:found)\n";
    }
    params.put("text", search.lowestReference());
    params.put("past", search.pastReferences());
    return FITTING + besideReferences(search, params) + "))\n";
  }

  /** Seen by tests, as {@link #orders} is. */
  Sql candidates(MerchantId merchant, OrderSearch search, String key, boolean older) {
    Map<String, Object> params = new HashMap<>();
    params.put("merchant", merchant.value());
    params.put("text", search.lowestReference());
    params.put("past", search.pastReferences());
    params.put("most", MOST);
    String sql = BY_REFERENCE + besideReferences(search, params);
    String place = place(key, older, params).formatted("order_id");
    return new Sql(
        "select distinct order_id from (\n%s) f where true %s order by order_id%s limit :most"
            .formatted(sql, place, older ? " desc" : ""),
        params);
  }

  private String besideReferences(OrderSearch search, Map<String, Object> params) {
    StringBuilder sql = new StringBuilder();
    if (search.isId()) {
      sql.append(BY_ID);
      params.put("low", search.lowestId());
      params.put("high", search.highestId());
    }
    if (search.hashes().length > 0) {
      sql.append(BY_HASH);
      params.put("hashes", search.hashes());
    }
    String[] owned =
        receiving.ordersOf(search.addresses()).values().stream()
            .map(Receiving.Owner::orderId)
            .toArray(String[]::new);
    if (owned.length > 0) {
      sql.append(BY_ADDRESS);
      params.put("owned", owned);
    }
    return sql.toString();
  }

  /** In the order in which the statement finds them. */
  private List<Transaction> transactions(Sql statement) {
    record Found(UUID id, OrderId order) {}
    List<Found> found =
        jdbc.sql(statement.text())
            .params(statement.params())
            .query(
                (rs, n) -> new Found(rs.getObject("id", UUID.class), new OrderId(rs.getString(2))))
            .list();
    Map<OrderId, Order> orders =
        rows.load(found.stream().map(Found::order).distinct().toList(), false).stream()
            .collect(Collectors.toMap(Order::id, Function.identity()));
    return found.stream().flatMap(one -> movement(orders.get(one.order()), one.id())).toList();
  }

  private static Stream<Transaction> movement(@Nullable Order order, UUID id) {
    return order == null
        ? Stream.empty()
        : Stream.<Movement>concat(order.payments().stream(), order.refunds().stream())
            .filter(movement -> movement.id().equals(id))
            .map(movement -> new Transaction(movement, order));
  }
}
