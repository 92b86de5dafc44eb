package io.aureus.commands;

import io.aureus.orders.OrderState;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rows as they lie, read without the rooms' own code: a fault in that code must not hide what
 * it did.
 */
final class InvariantRows {
  /** Of a transfer {@code t} to an address that no order had: the entry that books its whole. */
  private static final String BOOKED =
      """
      select 1 from transfer_fact f
        join journal_entry e on e.reference = 'stray:fact:' || f.id and f.kind = 'CONFIRMED'
        join posting l on l.entry = e.id and l.asset = t.asset and l.units = -t.units
        join ledger_account a on a.id = l.account and a.kind = 'CUSTODY'
       where f.transfer_id = t.id
      """;

  /**
   * From one address of ours to another: our sum is what it was. Ethereum's are kept in small
   * letters; in Bitcoin's {@code 2…}, {@code 3…} and {@code M…} capitals mean something.
   */
  private static final String WITHIN =
      """
      select 1 from watched_address w
       where w.address in (t.from_address, lower(t.from_address)) and not w.others
      """;

  /** To an address of a merchant's own wallet that no order had then: his own money. */
  private static final String THEIRS =
      """
      select 1 from own_address o where o.address = t.to_address
         and (o.order_id is null or o.given_at > t.first_seen_at)
      union all select 1 from own_change c where c.address = t.to_address
      """;

  private final JdbcClient jdbc;

  InvariantRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Cursor(String chain, long number) {}

  record Move(String order, OrderState from, OrderState to, OrderState before) {}

  List<Cursor> cursors() {
    return jdbc.sql("select chain, number from chain_cursor order by chain")
        .query((row, n) -> new Cursor(row.getString(1), row.getLong(2)))
        .list();
  }

  /** What was told of and is in no block, by the asset's code, in the smallest unit. */
  Map<String, BigInteger> waiting() {
    Map<String, BigInteger> waiting = new HashMap<>();
    jdbc.sql(
            """
            select t.asset, sum(t.units) units from transfer t
            where t.state in ('mempool', 'evicted', 'lost') and t.asset is not null
              and not exists (
                select 1 from coin_offer o where o.chain = t.chain and o.tx_hash = t.tx_hash)
            group by t.asset
            """)
        .query(
            row -> {
              waiting.put(row.getString("asset"), row.getBigDecimal("units").toBigIntegerExact());
            });
    return waiting;
  }

  /** Facts of the chain that the orders room has not acted on yet. */
  long openFacts() {
    return count("select count(*) from transfer_fact where done_at is null");
  }

  /** Addresses that anything may lie on: given to an order, paid all the same, or hot. */
  List<String> addresses(String family) {
    return jdbc.sql(
            """
            select address from receiving_address r
            where family = ?
              and (order_id is not null
                   or exists (select 1 from transfer t
                              where lower(t.to_address) = lower(r.address)))
            union all
            select shown from watched_address w
            where family = ? and not others
              and not exists (select 1 from receiving_address r where r.address = w.shown)
            """)
        .params(family, family)
        .query(String.class)
        .list();
  }

  long confirmedTransfers() {
    return count(
        """
        select count(*) from transfer
        where told_confirmed and state = 'mined' and asset is not null
        """);
  }

  /** Confirmed, acted on, and yet neither in a payment nor booked; the first few of them. */
  List<String> transfersUnaccountedFor() {
    return jdbc.sql(
            """
            select t.chain || ' ' || t.tx_hash || ' ' || t.position from transfer t
            where t.told_confirmed and t.state = 'mined' and t.asset is not null
              and not exists (select 1 from payment p where p.transfer_id = t.id)
              and not exists (
                select 1 from transfer_fact f where f.transfer_id = t.id and f.done_at is null)
              and not exists (%s) and not exists (%s) and not exists (%s)
            order by t.id limit 5
            """
                .formatted(BOOKED, WITHIN, THEIRS))
        .query(String.class)
        .list();
  }

  /** Confirmed transfers that came to an address that no order had, and are booked as such. */
  long bookedWithoutPayment() {
    return count(
        "select count(*) from transfer t where t.told_confirmed and t.state = 'mined' and exists ("
            + BOOKED
            + ")");
  }

  long payments() {
    return count("select count(*) from payment");
  }

  /** Payments of which nothing, or something else, is on the chain. */
  List<String> paymentsUnlikeTheirTransfer() {
    return jdbc.sql(
            """
            select p.payment_id::text from payment p left join transfer t on t.id = p.transfer_id
            where t.id is null or t.units <> p.units or t.asset is distinct from p.asset
              or p.tx_hash <> t.tx_hash
            order by 1 limit 5
            """)
        .query(String.class)
        .list();
  }

  /** Merchants with an order that a chain has taken back. */
  List<String> merchantsWithReversals() {
    return jdbc.sql(
            """
            select merchant_id from orders where reversed
            union
            select p.merchant_id from payout p where p.merchant_id is not null and exists (
              select 1 from payout_history failed
              join payout_history later on later.payout_id = failed.payout_id
                and later.version > failed.version and later.state <> 'FAILED'
              where failed.payout_id = p.id and failed.state = 'FAILED')
            """)
        .query(String.class)
        .list();
  }

  long finalOrders() {
    return count(
        """
        select count(*) from orders
        where (state in ('PAID', 'RESOLVED') and callback_url is not null)
           or (state = 'EXPIRED' and timeout_callback is not null)
        """);
  }

  /** Final orders whose callback was never written down. */
  List<String> ordersWithoutCallback() {
    return jdbc.sql(
            """
            select o.order_id from orders o
            where (o.state in ('PAID', 'RESOLVED') and o.callback_url is not null
                   and not exists (select 1 from delivery d
                     where d.order_id = o.order_id and d.target = 'callback_url'))
               or (o.state = 'EXPIRED' and o.timeout_callback is not null
                   and not exists (select 1 from delivery d
                     where d.order_id = o.order_id and d.target = 'timeout_callback'))
            order by 1 limit 5
            """)
        .query(String.class)
        .list();
  }

  /** How the callbacks stand, e.g. {@code DELIVERED 12}. */
  List<String> deliveries() {
    return jdbc.sql("select state || ' ' || count(*) from delivery group by state order by state")
        .query(String.class)
        .list();
  }

  /** Amounts that are not whole, or that do not fit; 0 in a good database. */
  long brokenAmounts() {
    return count(
        """
        select (select count(*) from payment where units <> trunc(units) or fee_units > units
                  or fee_units <> trunc(fee_units))
             + (select count(*) from order_quote where units <> trunc(units))
             + (select count(*) from transfer where units <> trunc(units))
             + (select count(*) from posting where units <> trunc(units))
        """);
  }

  long amounts() {
    return count(
        """
        select (select count(*) from payment) + (select count(*) from order_quote)
             + (select count(*) from transfer) + (select count(*) from posting)
        """);
  }

  /** Each line of every story, with the state that the line before left. */
  List<Move> moves() {
    return jdbc.sql(
            """
            select order_id, from_state, to_state,
              coalesce(lag(to_state) over (partition by order_id order by version), from_state)
            from order_history order by order_id, version
            """)
        .query(
            (row, n) ->
                new Move(
                    row.getString(1),
                    OrderState.valueOf(row.getString(2)),
                    OrderState.valueOf(row.getString(3)),
                    OrderState.valueOf(row.getString(4))))
        .list();
  }

  long orders() {
    return count("select count(*) from orders");
  }

  /** Orders whose state is not where their story ends. */
  List<String> ordersBesideTheirStory() {
    return jdbc.sql(
            """
            select o.order_id from orders o
            join lateral (select to_state from order_history h where h.order_id = o.order_id
                          order by version desc limit 1) h on true
            where h.to_state <> o.state order by 1 limit 5
            """)
        .query(String.class)
        .list();
  }

  private long count(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }
}
