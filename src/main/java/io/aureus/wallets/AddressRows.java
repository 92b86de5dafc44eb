package io.aureus.wallets;

import io.aureus.keys.EvmAddress;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code wallet}, {@code address_block} and {@code receiving_address}. */
final class AddressRows {
  /** A claimed block. */
  record BlockRow(String family, long first, int size, boolean filled) {}

  private final JdbcClient jdbc;

  AddressRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Claims blocks with something left in them that nobody holds, lowest indexes first. */
  List<BlockRow> claim(String family, int most, String node, Instant now, Instant until) {
    return jdbc.sql(
            """
            update address_block b
               set claimed_by = :node, claimed_until = :until
              from (select family, first_index from address_block
                     where family = :family and not spent
                       and (claimed_until is null or claimed_until <= :now)
                     order by first_index limit :most
                       for update skip locked) free
             where b.family = free.family and b.first_index = free.first_index
            returning b.family, b.first_index, b.size, b.filled\
            """)
        .param("family", family)
        .param("most", most)
        .param("node", node)
        .param("now", at(now))
        .param("until", at(until))
        .query(AddressRows::block)
        .list();
  }

  /** Reserves new indexes as claimed, empty blocks; inside the current transaction. */
  List<BlockRow> reserve(String family, int blocks, int size, String node, Instant until) {
    open(family);
    return jdbc.sql(
            """
            with range as (
              update wallet set next_index = next_index + :blocks * :size
               where family = :family returning next_index - :blocks * :size as first_index)
            insert into address_block
                   (family, first_index, size, filled, spent, claimed_by, claimed_until)
            select :family, first_index + n * :size, :size, false, false, :node, :until
              from range, generate_series(0, :blocks - 1) n
            returning family, first_index, size, filled\
            """)
        .param("family", family)
        .param("blocks", blocks)
        .param("size", size)
        .param("node", node)
        .param("until", at(until))
        .query(AddressRows::block)
        .list();
  }

  /** Blocks that a restore skipped and whose addresses are not stored yet, lowest indexes first. */
  List<BlockRow> skipped(String family, int most) {
    return jdbc.sql(
            """
            select family, first_index, size, filled from address_block
             where family = ? and spent and not filled order by first_index limit ?\
            """)
        .params(family, most)
        .query(AddressRows::block)
        .list();
  }

  /** Makes a family's wallet where there is none, at index 0; inside the current transaction. */
  void open(String family) {
    jdbc.sql("insert into wallet (family, next_index) values (?, 0) on conflict do nothing")
        .param(family)
        .update();
  }

  /** Stores a block's addresses; storing them again changes nothing. */
  void fill(BlockRow block, List<String> addresses) {
    jdbc.sql(
            """
            insert into receiving_address (family, derivation_index, block, address)
            select b.family, b.first_index + n - 1, b.first_index, t.address
              from address_block b, unnest(?::text[]) with ordinality t(address, n)
             where b.family = ? and b.first_index = ?
            on conflict (family, derivation_index) do nothing\
            """)
        .params(addresses.toArray(String[]::new), block.family(), block.first())
        .update();
    jdbc.sql("update address_block set filled = true where family = ? and first_index = ?")
        .params(block.family(), block.first())
        .update();
  }

  /** What is left of a block, lowest index first. */
  List<Receiving.Prepared> left(BlockRow block) {
    return jdbc.sql(
            """
            select family, address, derivation_index from receiving_address
             where family = ? and derivation_index >= ? and derivation_index < ?
               and order_id is null
             order by derivation_index\
            """)
        .params(block.family(), block.first(), block.first() + block.size())
        .query(
            (row, n) -> new Receiving.Prepared(row.getString(1), row.getString(2), row.getLong(3)))
        .list();
  }

  /** Extends claims that are still this node's; returns the first indexes of those. */
  List<Long> renew(String family, List<Long> blocks, String node, Instant until) {
    return jdbc.sql(
            """
            update address_block set claimed_until = ?
             where family = ? and first_index = any(?::bigint[]) and claimed_by = ?
            returning first_index\
            """)
        .params(at(until), family, blocks.toArray(Long[]::new), node)
        .query((row, n) -> row.getLong(1))
        .list();
  }

  /** Ends claims; a block with nothing left is never looked at again. */
  void release(String family, List<Long> blocks, String node) {
    jdbc.sql(
            """
            update address_block b
               set claimed_by = null, claimed_until = null,
                   spent = filled and not exists (
                     select 1 from receiving_address r
                      where r.family = b.family and r.derivation_index >= b.first_index
                        and r.derivation_index < b.first_index + b.size and r.order_id is null)
             where family = ? and first_index = any(?::bigint[]) and claimed_by = ?\
            """)
        .params(family, blocks.toArray(Long[]::new), node)
        .update();
  }

  /**
   * Gives addresses that are given to nobody and whose block no other node holds.
   *
   * @return those that were given
   */
  List<String> give(List<Receiving.Assignment> assignments, String node, Instant now) {
    int count = assignments.size();
    String[] families = new String[count];
    Long[] indexes = new Long[count];
    String[] orders = new String[count];
    Integer[] quotes = new Integer[count];
    for (int i = 0; i < count; i++) {
      Receiving.Assignment assignment = assignments.get(i);
      families[i] = assignment.prepared().family();
      indexes[i] = assignment.prepared().index();
      orders[i] = assignment.orderId();
      quotes[i] = assignment.quoteNo();
    }
    return jdbc.sql(
            """
            update receiving_address r
               set order_id = a.order_id, quote_no = a.quote_no, given_at = ?
              from unnest(?::text[], ?::bigint[], ?::text[], ?::int[])
                     a(family, index, order_id, quote_no),
                   address_block b
             where r.family = a.family and r.derivation_index = a.index and r.order_id is null
               and b.family = r.family and b.first_index = r.block
               and (b.claimed_by is null or b.claimed_by = ? or b.claimed_until <= ?)
            returning r.address\
            """)
        .params(at(now), families, indexes, orders, quotes, node, at(now))
        .query((row, n) -> row.getString(1))
        .list();
  }

  /** By address. */
  Map<String, String> ordersOf(Collection<String> addresses) {
    Map<String, String> found = new HashMap<>();
    jdbc.sql(
            """
            select address, order_id from receiving_address
             where address = any(?::text[]) and order_id is not null\
            """)
        .param(addresses.toArray(String[]::new))
        .query(
            row -> {
              found.put(row.getString(1), row.getString(2));
            });
    return found;
  }

  /** By the spelling that was asked for. */
  Map<String, Long> indexes(String family, Collection<String> addresses) {
    Map<String, String> asked = new HashMap<>();
    for (String address : addresses) {
      asked.put(family.equals("evm") ? evmSpelling(address) : address, address);
    }
    Map<String, Long> found = new HashMap<>();
    jdbc.sql(
            """
            select address, derivation_index from receiving_address
             where address = any(?::text[]) and family = ?\
            """)
        .params(asked.keySet().toArray(String[]::new), family)
        .query(
            row -> {
              found.put(String.valueOf(asked.get(row.getString(1))), row.getLong(2));
            });
    return found;
  }

  private static String evmSpelling(String address) {
    return EvmAddress.checksummed(address.substring(2).toLowerCase(Locale.ROOT));
  }

  List<Addresses.Known> page(String family, long afterIndex, int most, boolean givenOnly) {
    return jdbc.sql(
            """
            select family, address, derivation_index, order_id, coalesce(quote_no, 0)
              from receiving_address
             where family = ? and derivation_index > ? and (order_id is not null or not ?)
             order by derivation_index limit ?\
            """)
        .params(family, afterIndex, givenOnly, most)
        .query(
            (row, n) ->
                new Addresses.Known(
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getString(4),
                    row.getInt(5)))
        .list();
  }

  long widestGap(String family) {
    return jdbc.sql(
            """
            select coalesce(max(gap), 0) from (
              select derivation_index - 1
                       - lag(derivation_index, 1, -1) over (order by derivation_index) as gap
                from receiving_address where family = ? and order_id is not null) g\
            """)
        .param(family)
        .query(Long.class)
        .single();
  }

  private static BlockRow block(java.sql.ResultSet row, int n) throws java.sql.SQLException {
    return new BlockRow(row.getString(1), row.getLong(2), row.getInt(3), row.getBoolean(4));
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
