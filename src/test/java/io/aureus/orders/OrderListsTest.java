package io.aureus.orders;

import static io.aureus.orders.Orders.CATALOGUE;
import static io.aureus.orders.Orders.MERCHANT;
import static io.aureus.orders.Orders.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.merchants.MerchantId;
import io.aureus.orders.OrderBook.Filter;
import io.aureus.orders.OrderLists.Kind;
import io.aureus.orders.OrderLists.Moves;
import io.aureus.orders.OrderLists.Transaction;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import io.aureus.wallets.Receiving;
import io.aureus.wallets.WalletStores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lists on a real PostgreSQL that has fifty thousand orders. */
class OrderListsTest {
  private static final MerchantId OTHER = new MerchantId("mct-0000000000ff");
  private static final int EACH = 25_000;
  private static final String HASH = "0x" + "ab".repeat(32);
  private static final String ADDRESS = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

  private static final TestDatabase DATABASE = TestDatabase.fresh();
  private static final OrderRows ROWS = new OrderRows(DATABASE.jdbc(), CATALOGUE);
  private static final Receiving RECEIVING =
      WalletStores.receiving(DATABASE, new AdjustableClock(NOON));
  private static final OrderListRows LISTS = new OrderListRows(DATABASE.jdbc(), ROWS, RECEIVING);

  /** One order a second, in turn of this merchant and of another, like them but for the id. */
  @BeforeAll
  static void fill() {
    DATABASE
        .jdbc()
        .sql(
            """
            insert into orders
            select to_char(:noon + make_interval(secs => n / 2), 'YYYYMMDDHH24MISS')
                   || lpad((n % 2)::text, 6, '0'),
                   case n % 2 when 0 then :merchant else :other end, 'ORDER',
                   case when n % 1000 < 2 then 'PARTIAL' when n % 3 = 0 then 'EXPIRED'
                        else 'PAID' end,
                   100, 'USD', false, null, null, null, null, false, 'AURPAY', 'PLUGIN',
                   'shop-' || n / 2, null, 1, '', 80, 50, false, null, :noon,
                   :noon + make_interval(secs => n / 2), :noon, 1
              from generate_series(0, :all - 1) n
            """)
        .param("noon", OrderRows.time(NOON))
        .param("merchant", MERCHANT.value())
        .param("other", OTHER.value())
        .param("all", 2 * EACH)
        .update();
    DATABASE
        .jdbc()
        .sql(
            """
            insert into order_quote
            select order_id, 1, 'ETH', 'ETH', 1000, 'to-' || order_id, 2000, '{test}', now(),
                   now(), now(), 0, 12, null, null, false
              from orders
            """)
        .update();
    pay("n % 10 = 0", "ORDER");
    pay("n % 5000 = 2", "UNKNOWN");
    WalletStores.give(DATABASE, new AdjustableClock(NOON), ADDRESS, 7, id(12_345));
    DATABASE.jdbc().sql("analyze").update();
  }

  /** Every payment of a number in the same transaction: that of both merchants has one hash. */
  private static void pay(String which, String type) {
    DATABASE
        .jdbc()
        .sql(
            """
            insert into payment
            select gen_random_uuid(), merchant_id, order_id, 1, ?, 'CONFIRMED', 'ETH', 1000, 8,
                   nextval('paid'), case n when 4200 then ? else 'tx-' || ? || n end, 'from', 'to',
                   7, created_at, created_at, created_at, created_at
              from (select *, substring(bind_id from 6)::int as n from orders) o where %s
            """
                .replace("%s", which)
                .replace("nextval('paid')", "nextval(pg_get_serial_sequence('transfer', 'id'))"))
        .params(type, HASH, type)
        .update();
  }

  @Test
  void pagesGoDownAndUpOverEveryOrderOnceThoughNewOnesComeIn() {
    Filter paid = filter(OrderStatus.SUCCESS);
    List<Order> first = LISTS.older(MERCHANT, paid, "", OrderLists.START, 50);
    List<Order> second = LISTS.older(MERCHANT, paid, "", last(first), 50);
    String added = "20261231000000000000";
    copy(first.getFirst().id().value(), added);
    assertThat(LISTS.older(MERCHANT, paid, "", last(first), 50)).isEqualTo(second);
    assertThat(LISTS.newer(MERCHANT, paid, "", second.getFirst().id().value(), 50))
        .isEqualTo(first);
    assertThat(LISTS.newer(MERCHANT, paid, "", first.getFirst().id().value(), 50))
        .extracting(order -> order.id().value())
        .containsExactly(added);
    DATABASE.jdbc().sql("delete from orders where order_id = ?").param(added).update();
    List<String> ids = new ArrayList<>();
    List<Order> page = LISTS.older(MERCHANT, Filter.any(), "", OrderLists.START, 1_000);
    while (!page.isEmpty()) {
      page.forEach(order -> ids.add(order.id().value()));
      page = LISTS.older(MERCHANT, Filter.any(), "", last(page), 1_000);
    }
    assertThat(ids).isEqualTo(IntStream.range(0, EACH).mapToObj(n -> id(EACH - 1 - n)).toList());
  }

  @Test
  void aDaysFilterCountsByTheTimeAndNotByTheId() {
    Instant from = NOON.plusSeconds(100);
    Filter between = new Filter(null, null, "ETH", "ORDER", "AURPAY", from, from.plusSeconds(3));
    assertThat(LISTS.older(MERCHANT, between, "", OrderLists.START, 10))
        .extracting(order -> order.id().value())
        .containsExactly(id(102), id(101), id(100));
    Filter none = new Filter(null, "BTC", null, null, null, null, null);
    assertThat(LISTS.older(MERCHANT, none, "", OrderLists.START, 10)).isEmpty();
  }

  @Test
  void findsAnOrderByAllThatPeopleHaveInHand() {
    assertThat(found(id(77))).containsExactly(id(77));
    assertThat(found(id(77).substring(0, 14))).containsExactly(id(77));
    assertThat(found("shop-24999")).containsExactly(id(24_999));
    assertThat(found(" shop-2499 ")).contains(id(2_499), id(24_990)).hasSize(11);
    assertThat(found(HASH)).containsExactly(id(4_200));
    assertThat(found(HASH.substring(2).toUpperCase(java.util.Locale.ROOT)))
        .containsExactly(id(4_200));
    assertThat(found(ADDRESS)).containsExactly(id(12_345));
    assertThat(found(ADDRESS.toLowerCase(java.util.Locale.ROOT))).containsExactly(id(12_345));
    for (String nothing : List.of("%", "shop_1", "' or true --", "\uD83D\uDE00", "0".repeat(300))) {
      assertThat(found(nothing)).as(nothing).isEmpty();
    }
  }

  /** More than a thousand references fit, and of the newest thousand only two have the status. */
  @Test
  void aTextThatFitsManyOrdersCutsNothingShort() {
    Filter partial = filter(OrderStatus.PARTIAL);
    List<Order> all = LISTS.older(MERCHANT, partial, "shop-", OrderLists.START, 500);
    assertThat(all).hasSize(EACH / 500).isEqualTo(LISTS.older(MERCHANT, partial, "", "", 500));
    String lowest = last(all);
    assertThat(LISTS.newer(MERCHANT, partial, "shop-", lowest, 500))
        .isEqualTo(all.subList(0, all.size() - 1));
    assertServed(LISTS.orders(MERCHANT, partial, "shop-", "", true, 20));
    assertThat(LISTS.older(OTHER, partial, "shop-", OrderLists.START, 500))
        .allMatch(order -> order.merchant().equals(OTHER));
  }

  @Test
  void nothingOfAnotherMerchantIsFound() {
    assertThat(LISTS.older(OTHER, Filter.any(), id(77), OrderLists.START, 10)).isEmpty();
    assertThat(LISTS.older(OTHER, Filter.any(), ADDRESS, OrderLists.START, 10)).isEmpty();
    assertThat(LISTS.older(OTHER, Filter.any(), HASH, OrderLists.START, 10))
        .isNotEmpty()
        .allMatch(order -> order.merchant().equals(OTHER));
    for (Kind kind : Kind.values()) {
      assertThat(moves(OTHER, kind)).allMatch(one -> one.movement().merchant().equals(OTHER));
    }
  }

  @Test
  void showsWhatCountsForNoOrderAloneAndPagesOverIt() {
    List<Transaction> unknown = moves(MERCHANT, Kind.UNKNOWN);
    assertThat(unknown)
        .isNotEmpty()
        .allMatch(one -> one.type((Payment) one.movement()) == Payment.Type.UNKNOWN)
        .anyMatch(one -> one.order().state() == OrderState.PARTIAL)
        .anyMatch(one -> one.order().state() != OrderState.PARTIAL);
    List<Transaction> top = LISTS.olderMoves(MERCHANT, kind(Kind.UNKNOWN), OrderLists.START, 4);
    List<Transaction> next = LISTS.olderMoves(MERCHANT, kind(Kind.UNKNOWN), top.getLast().key(), 4);
    assertThat(List.of(top, next).stream().flatMap(List::stream).toList())
        .isEqualTo(unknown.subList(0, 8));
    assertThat(LISTS.newerMoves(MERCHANT, kind(Kind.UNKNOWN), next.getFirst().key(), 4))
        .isEqualTo(top);
    assertThat(moves(MERCHANT, Kind.ANY)).hasSizeGreaterThan(unknown.size());
    assertThat(moves(MERCHANT, Kind.SENT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SUCCESS", "PARTIAL", "REFUNDED"})
  void anIndexGivesEveryPageOfOrders(String status) {
    Filter filter = filter(status.isEmpty() ? null : OrderStatus.valueOf(status));
    assertServed(LISTS.orders(MERCHANT, filter, "", id(12_000), true, 20));
    assertServed(LISTS.orders(MERCHANT, filter, "", id(12_000), false, 20));
    assertServed(LISTS.orders(MERCHANT, filter, HASH, "", true, 20));
    for (String text : List.of(id(5), HASH, ADDRESS, "shop-1")) {
      assertServed(LISTS.candidates(MERCHANT, new OrderSearch(text), "", true));
    }
  }

  @Test
  void anIndexGivesEveryPageOfTransactions() {
    for (Kind kind : Kind.values()) {
      TimeKey key = new TimeKey(NOON.plusSeconds(9_000), new java.util.UUID(0, 0));
      assertServed(MoveStatement.of(MERCHANT, kind(kind), key, true, 20));
      assertServed(MoveStatement.of(MERCHANT, kind(kind), key, false, 20));
    }
  }

  /** Payments are so few here that reading them all is quickest, unless it is forbidden. */
  private static void assertServed(OrderListRows.Sql sql) {
    assertThat(plan(sql, "on")).doesNotContain("Seq Scan on orders");
    assertThat(plan(sql, "off")).doesNotContain("Seq Scan on payment", "Seq Scan on order");
  }

  private static String plan(OrderListRows.Sql sql, String scans) {
    return DATABASE
        .transactions()
        .execute(
            status -> {
              DATABASE.jdbc().sql("set local enable_seqscan = " + scans).update();
              return String.join(
                  "\n",
                  DATABASE
                      .jdbc()
                      .sql("explain " + sql.text())
                      .params(sql.params())
                      .query(String.class)
                      .list());
            });
  }

  private static List<Transaction> moves(MerchantId merchant, Kind kind) {
    return LISTS.olderMoves(merchant, kind(kind), OrderLists.START, 1_000);
  }

  private static Moves kind(Kind kind) {
    return new Moves(kind, null, null, null);
  }

  private static List<String> found(String text) {
    return LISTS.older(MERCHANT, Filter.any(), text, OrderLists.START, 20).stream()
        .map(order -> order.id().value())
        .toList();
  }

  private static Filter filter(@org.jspecify.annotations.Nullable OrderStatus status) {
    return new Filter(status, null, null, null, null, null, null);
  }

  private static String last(List<Order> page) {
    return page.getLast().id().value();
  }

  private static String id(int n) {
    String at = NOON.plusSeconds(n).toString();
    return at.replaceAll("[^0-9]", "") + "000000";
  }

  private static void copy(String id, String as) {
    DATABASE
        .jdbc()
        .sql(
            """
            insert into orders
            select :as, merchant_id, order_type, state, price, currency, fixed_price, succeed_url,
                   timeout_url, callback_url, timeout_callback, post_callback, platform, origin,
                   bind_id, website, api_key_id, remark, fee_bps, tolerance_bps, reversed,
                   idempotency_ref, deadline, created_at, updated_at, version
              from orders where order_id = :id
            """)
        .param("as", as)
        .param("id", id)
        .update();
    DATABASE
        .jdbc()
        .sql(
            """
            insert into order_quote
            select :as, no, chain, asset, units, address, rate, sources, rated_at, created_at,
                   deadline, remainder_of, confirmations, worth, worth_currency, by_band
              from order_quote where order_id = :id
            """)
        .param("as", as)
        .param("id", id)
        .update();
  }
}
