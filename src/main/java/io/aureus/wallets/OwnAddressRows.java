package io.aureus.wallets;

import io.aureus.merchants.MerchantId;
import io.aureus.wallets.Receiving.Assignment;
import io.aureus.wallets.Receiving.Prepared;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code own_address}. */
final class OwnAddressRows {
  private final JdbcClient jdbc;

  OwnAddressRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @return how many were new: an address that stands already is skipped
   */
  int insert(String family, long wallet, long from, List<String> addresses) {
    return jdbc.sql(
            """
            insert into own_address (family, address, wallet, position)
            select ?, a.address, ?, ? + a.n - 1
              from unnest(?::text[]) with ordinality a(address, n)
             where not exists (select 1 from own_change c
                                where c.family = ? and c.address = a.address)
            on conflict (family, address) do nothing
            """)
        .params(family, wallet, from, addresses.toArray(String[]::new), family)
        .update();
  }

  /**
   * The first address that no order has and none is about to have.
   *
   * @param wallet with the position before which none is given
   */
  Optional<Prepared> claim(OwnRows.Row wallet, Instant now, Instant until) {
    return jdbc.sql(
            """
            update own_address a set claimed_until = ?
              from (select address from own_address
                     where wallet = ? and position >= ? and order_id is null
                       and (claimed_until is null or claimed_until <= ?)
                     order by position limit 1 for update) free
             where a.family = ? and a.address = free.address
            returning a.address, a.position
            """)
        .param(until.atOffset(ZoneOffset.UTC))
        .params(wallet.id(), wallet.first())
        .param(now.atOffset(ZoneOffset.UTC))
        .param(wallet.family())
        .query(
            (row, n) ->
                new Prepared(wallet.family(), row.getString(1), row.getLong(2), wallet.id()))
        .optional();
  }

  void giveBack(Prepared prepared) {
    jdbc.sql(
            """
            update own_address set claimed_until = null
            where family = ? and address = ? and order_id is null
            """)
        .params(prepared.family(), prepared.address())
        .update();
  }

  /**
   * @return the addresses that were free to be given
   */
  List<String> give(List<Assignment> assignments, Instant now) {
    return jdbc.sql(
            """
            update own_address r
               set order_id = a.order_id, quote_no = a.quote_no, given_at = ?
              from unnest(?::text[], ?::text[], ?::text[], ?::int[])
                     a(family, address, order_id, quote_no)
             where r.family = a.family and r.address = a.address and r.order_id is null
            returning r.address
            """)
        .param(now.atOffset(ZoneOffset.UTC))
        .param(assignments.stream().map(a -> a.prepared().family()).toArray(String[]::new))
        .param(assignments.stream().map(a -> a.prepared().address()).toArray(String[]::new))
        .param(assignments.stream().map(Assignment::orderId).toArray(String[]::new))
        .param(assignments.stream().map(Assignment::quoteNo).toArray(Integer[]::new))
        .query((row, n) -> row.getString(1))
        .list();
  }

  /** By address. */
  Map<String, String> ordersOf(Collection<String> addresses) {
    Map<String, String> found = new HashMap<>();
    jdbc.sql(
            """
            select address, order_id from own_address
             where address = any(?::text[]) and order_id is not null
            """)
        .param(addresses.toArray(String[]::new))
        .query(
            row -> {
              found.put(row.getString(1), row.getString(2));
            });
    return found;
  }

  /** By address, in the family's usual spelling. */
  Map<String, MerchantId> owners(String family, Collection<String> addresses) {
    Map<String, MerchantId> found = new HashMap<>();
    jdbc.sql(
            """
            select a.address, w.merchant_id
              from (select family, address, wallet from own_address
                    union all select family, address, wallet from own_change) a
              join own_wallet w on w.id = a.wallet
             where a.family = ? and a.address = any(?::text[])
            """)
        .params(family, addresses.toArray(String[]::new))
        .query(
            row -> {
              found.put(row.getString(1), new MerchantId(row.getString(2)));
            });
    return found;
  }

  List<String> given(MerchantId merchant, String family) {
    return jdbc.sql(
            """
            select a.address from own_address a join own_wallet w on w.id = a.wallet
             where w.merchant_id = ? and w.family = ? and a.order_id is not null
             order by a.wallet, a.position
            """)
        .params(merchant.value(), family)
        .query(String.class)
        .list();
  }
}
