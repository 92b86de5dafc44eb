package io.aureus.chains;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Cursor, nodes and balance marks of one chain. */
final class JournalRows {
  private final JdbcClient jdbc;
  private final String chain;

  JournalRows(JdbcClient jdbc, String chain) {
    this.jdbc = jdbc;
    this.chain = chain;
  }

  Optional<BlockHeader> cursor() {
    return sql("""
            select c.number, c.hash, coalesce(b.parent, '') as parent, c.time
            from chain_cursor c left join chain_block b using (chain, number)
            where c.chain = :chain
            """)
        .query((row, n) -> header(row))
        .optional();
  }

  void insertCursor(BlockHeader at) {
    sql("insert into chain_cursor values (:chain, :number, :hash, :time, :number, to_timestamp(0))")
        .param("number", at.number())
        .param("hash", at.hash())
        .param("time", Timestamp.from(at.time()))
        .update();
  }

  void caughtUp(BlockHeader at, Instant asOf) {
    sql("""
            update chain_cursor set caught_up_at = :asOf
            where chain = :chain and number = :number and hash = :hash and caught_up_at < :asOf
            """)
        .param("number", at.number())
        .param("hash", at.hash())
        .param("asOf", Timestamp.from(asOf))
        .update();
  }

  /** The same of a record without blocks, whose time is our clock's. */
  void readTo(BlockHeader at, Instant asOf) {
    sql("""
            update chain_cursor set caught_up_at = :asOf, time = :asOf
            where chain = :chain and number = :number and hash = :hash and caught_up_at < :asOf
            """)
        .param("number", at.number())
        .param("hash", at.hash())
        .param("asOf", Timestamp.from(asOf))
        .update();
  }

  /** False where the cursor is not (any more) at {@code from}. */
  boolean moveCursor(BlockHeader from, BlockHeader to) {
    return sql("""
                update chain_cursor set number = :number, hash = :hash, time = :time,
                  head = greatest(head, :number)
                where chain = :chain and number = :fromNumber and hash = :fromHash
                """)
            .param("number", to.number())
            .param("hash", to.hash())
            .param("time", Timestamp.from(to.time()))
            .param("fromNumber", from.number())
            .param("fromHash", from.hash())
            .update()
        == 1;
  }

  Map<String, String> watched(String family, Collection<String> canonical) {
    Map<String, String> found = new HashMap<>();
    if (!canonical.isEmpty()) {
      jdbc.sql(
              """
              select address, shown from watched_address
              where family = :family and address = any (:addresses)
              """)
          .param("family", family)
          .param("addresses", canonical.toArray(String[]::new))
          .query((row, n) -> Map.entry(row.getString("address"), row.getString("shown")))
          .list()
          .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    }
    return found;
  }

  Set<String> senders(String family, Collection<String> canonical) {
    return canonical.isEmpty()
        ? Set.of()
        : Set.copyOf(
            jdbc.sql(
                    """
                    select address from watched_address
                    where family = :family and outgoing and address = any (:addresses)
                    """)
                .param("family", family)
                .param("addresses", canonical.toArray(String[]::new))
                .query(String.class)
                .list());
  }

  void report(List<ChainProgress.NodeHealth> nodes, long head, Instant now) {
    // Where no node answers, the last known head stays.
    sql("""
            update chain_cursor set head = :head
            where chain = :chain and head <> :head and :head >= 0
            """)
        .param("head", head)
        .update();
    sql("delete from chain_node where chain = :chain and ordinal >= :count")
        .param("count", nodes.size())
        .update();
    for (int i = 0; i < nodes.size(); i++) {
      ChainProgress.NodeHealth node = nodes.get(i);
      sql("""
              insert into chain_node
              values (:chain, :ordinal, :endpoint, :healthy, :head, :words, :now)
              on conflict (chain, ordinal) do update set endpoint = excluded.endpoint,
                healthy = excluded.healthy, head = excluded.head, words = excluded.words,
                checked_at = excluded.checked_at
              """)
          .param("ordinal", i)
          .param("endpoint", node.endpoint())
          .param("healthy", node.healthy())
          .param("head", node.head())
          .param("words", node.words())
          .param("now", Timestamp.from(now))
          .update();
    }
  }

  /** An address without a mark starts at the last kept block from before it was awaited. */
  List<BalanceMark> dueMarks(String family, long cursor, Instant now, int most) {
    return sql("""
            select w.address, w.shown, m.units, coalesce(m.number,
              (select max(number) from chain_block
                where chain = :chain
                  -- A chain's clock may lag behind ours: what came first must not be in the base.
                  and time < w.attended_from - interval '5 minutes'),
              (select min(number) from chain_block where chain = :chain)) as since
            from watched_address w
              left join balance_mark m on m.chain = :chain and m.address = w.address
            where w.family = :family and w.attended_until > :now
              and (m.number is null or m.units is null or m.number < :cursor)
            order by m.number nulls first, w.address
            limit :most
            """)
        .param("family", family)
        .param("cursor", cursor)
        .param("now", Timestamp.from(now))
        .param("most", most)
        .query(
            (row, n) ->
                new BalanceMark(
                    row.getString("address"),
                    row.getString("shown"),
                    row.getLong("since"),
                    units(row.getBigDecimal("units"))))
        .list();
  }

  void saveMarks(List<BalanceMark> marks) {
    for (BalanceMark mark : marks) {
      sql("""
              insert into balance_mark values (:chain, :address, :number, :units)
              on conflict (chain, address) do update set
                number = excluded.number, units = excluded.units
              """)
          .param("address", mark.canonical())
          .param("number", mark.number())
          .param("units", mark.units() == null ? null : new BigDecimal(mark.units()))
          .update();
    }
  }

  void rewindMarks(long ancestor) {
    sql("""
            update balance_mark set number = :ancestor, units = null
            where chain = :chain and number > :ancestor
            """)
        .param("ancestor", ancestor)
        .update();
  }

  BigInteger explained(String address, long after, long upTo) {
    return sql("""
            select coalesce(sum(units), 0) from transfer
            where chain = :chain and state = 'mined' and contract = '' and to_address = :address
              and block_number > :after and block_number <= :upTo
            """)
        .param("address", address)
        .param("after", after)
        .param("upTo", upTo)
        .query(BigDecimal.class)
        .single()
        .toBigIntegerExact();
  }

  private JdbcClient.StatementSpec sql(String text) {
    return jdbc.sql(text).param("chain", chain);
  }

  static BlockHeader header(ResultSet row) throws SQLException {
    return new BlockHeader(
        row.getLong("number"),
        row.getString("hash"),
        row.getString("parent"),
        row.getTimestamp("time").toInstant());
  }

  private static @Nullable BigInteger units(@Nullable BigDecimal value) {
    return value == null ? null : value.toBigIntegerExact();
  }
}
