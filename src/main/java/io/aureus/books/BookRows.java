package io.aureus.books;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables {@code book_progress}, {@code book_holding}, {@code book_comparison} and {@code
 * book_difference}.
 */
final class BookRows implements Books {
  /**
   * Where a chain's comparison stands.
   *
   * @param transfer the last recorded transfer whose addresses were asked for
   * @param passedTo the derivation index up to which the slow pass over all addresses has come
   */
  record Progress(long block, String hash, long transfer, long passedTo, Instant at) {}

  private final JdbcClient jdbc;
  private final Catalogue catalogue;

  BookRows(JdbcClient jdbc, Catalogue catalogue) {
    this.jdbc = jdbc;
    this.catalogue = catalogue;
  }

  Optional<Progress> progress(String chain) {
    return jdbc.sql("select * from book_progress where chain = ?")
        .param(chain)
        .query(
            (row, n) ->
                new Progress(
                    row.getLong("block"),
                    row.getString("hash"),
                    row.getLong("transfer"),
                    row.getLong("passed_to"),
                    time(row, "at")))
        .optional();
  }

  void save(String chain, Progress progress) {
    jdbc.sql(
            """
            insert into book_progress (chain, block, hash, transfer, passed_to, at)
            values (?, ?, ?, ?, ?, ?)
            on conflict (chain) do update set block = excluded.block, hash = excluded.hash,
              transfer = excluded.transfer, passed_to = excluded.passed_to, at = excluded.at
            """)
        .params(chain, progress.block(), progress.hash(), progress.transfer())
        .params(progress.passedTo(), at(progress.at()))
        .update();
  }

  /** What each address held at the end of the block. */
  void hold(Asset asset, List<String> addresses, List<BigInteger> units, long block) {
    jdbc.sql(
            """
            insert into book_holding (asset, address, units, block)
            select ?, h.address, h.units, ?
            from unnest(?::text[], ?::numeric[]) h (address, units)
            on conflict (asset, address)
              do update set units = excluded.units, block = excluded.block
            """)
        .params(asset.code(), block, addresses.toArray(String[]::new))
        .param(units.stream().map(BigInteger::toString).toArray(String[]::new))
        .update();
  }

  BigInteger held(Asset asset) {
    return jdbc.sql(
            "select coalesce(sum(units), 0) from book_holding where asset = ? and units <> 0")
        .param(asset.code())
        .query(BigDecimal.class)
        .single()
        .toBigIntegerExact();
  }

  /** Addresses that were asked for after a block: a reorganisation may have changed them. */
  List<String> readAfter(Asset asset, long block) {
    return jdbc.sql("select address from book_holding where asset = ? and block > ?")
        .params(asset.code(), block)
        .query(String.class)
        .list();
  }

  /**
   * Of the addresses that held something, whether an order's or not, those asked for longest ago.
   */
  List<String> oldest(Asset asset, int most) {
    return jdbc.sql(
            """
            select address from book_holding where asset = ? and units <> 0
            order by block limit ?
            """)
        .params(asset.code(), most)
        .query(String.class)
        .list();
  }

  void compared(Compared now) {
    jdbc.sql(
            """
            insert into book_comparison (asset, block, at, held, booked, since)
            values (?, ?, ?, ?, ?, ?)
            on conflict (asset) do update set block = excluded.block, at = excluded.at,
              held = excluded.held, booked = excluded.booked, since = excluded.since
            """)
        .params(now.asset().code(), now.block(), at(now.at()))
        .params(new BigDecimal(now.held().units()), new BigDecimal(now.booked().units()))
        .param(now.since() == null ? null : at(now.since()))
        .update();
  }

  /** One line of the story of what differed; one more where it is mended. */
  void differs(Compared now) {
    jdbc.sql("insert into book_difference (asset, block, at, units) values (?, ?, ?, ?)")
        .params(now.asset().code(), now.block(), at(now.at()))
        .param(new BigDecimal(now.difference().units()))
        .update();
  }

  Optional<Compared> compared(Asset asset) {
    return compared().stream().filter(one -> one.asset().equals(asset)).findFirst();
  }

  @Override
  public List<Compared> compared() {
    return jdbc.sql("select * from book_comparison order by asset")
        .query((row, n) -> compared(row))
        .list();
  }

  private Compared compared(ResultSet row) throws SQLException {
    Asset asset = catalogue.known(row.getString("asset"));
    Amount held = new Amount(asset, row.getBigDecimal("held").toBigIntegerExact());
    Amount booked = new Amount(asset, row.getBigDecimal("booked").toBigIntegerExact());
    OffsetDateTime since = row.getObject("since", OffsetDateTime.class);
    return new Compared(
        asset,
        row.getLong("block"),
        time(row, "at"),
        held,
        booked,
        held.minus(booked),
        since == null ? null : since.toInstant());
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
