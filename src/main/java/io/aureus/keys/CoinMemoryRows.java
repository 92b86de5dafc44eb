package io.aureus.keys;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code signing_anchor}, {@code signing_coin} and {@code signing_coin_fee}. */
final class CoinMemoryRows {
  private final JdbcClient jdbc;

  CoinMemoryRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Ties a payout to a coin for ever; answers the one that it is tied to. */
  CoinPoint anchor(String payout, String chain, CoinPoint first, Instant now) {
    jdbc.sql(
            """
            insert into signing_anchor (payout, chain, txid, output, at)
            values (?, ?, ?, ?, ?) on conflict do nothing\
            """)
        .params(payout, chain, first.txid(), first.index(), now.atOffset(ZoneOffset.UTC))
        .update();
    return jdbc.sql("select txid, output from signing_anchor where payout = ?")
        .param(payout)
        .query((row, n) -> new CoinPoint(row.getString(1), row.getLong(2)))
        .single();
  }

  /** Remembers what a coin is said to hold; answers what was said first. */
  long units(String chain, CoinPoint point, long units) {
    jdbc.sql(
            """
            insert into signing_coin (chain, txid, output, units)
            values (?, ?, ?, ?) on conflict do nothing\
            """)
        .params(chain, point.txid(), point.index(), units)
        .update();
    return jdbc.sql("select units from signing_coin where chain = ? and txid = ? and output = ?")
        .params(chain, point.txid(), point.index())
        .query(Long.class)
        .single();
  }

  /** What a coin was first said to hold; empty where nothing that spends it was signed here. */
  Optional<Long> known(String chain, CoinPoint point) {
    return jdbc.sql("select units from signing_coin where chain = ? and txid = ? and output = ?")
        .params(chain, point.txid(), point.index())
        .query(Long.class)
        .optional();
  }

  /** What was counted so far in fees of transactions that spend any of these coins. */
  long fees(String chain, List<CoinPoint> points) {
    return jdbc.sql(
            """
            select coalesce(sum(f.units), 0)
            from unnest(:txids::text[], :outputs::bigint[]) as c(txid, output)
              join signing_coin_fee f
                on f.chain = :chain and f.txid = c.txid and f.output = c.output\
            """)
        .param("chain", chain)
        .param("txids", points.stream().map(CoinPoint::txid).toArray(String[]::new))
        .param("outputs", points.stream().map(CoinPoint::index).toArray(Long[]::new))
        .query(Long.class)
        .single();
  }

  /** Counts so much more for a coin that {@link #units} has remembered. */
  void countFee(String chain, CoinPoint point, String asset, long units, Instant now) {
    jdbc.sql(
            """
            insert into signing_coin_fee (chain, txid, output, asset, units, signed_at)
            values (?, ?, ?, ?, ?, ?)\
            """)
        .params(chain, point.txid(), point.index(), asset, units)
        .param(now.atOffset(ZoneOffset.UTC))
        .update();
  }
}
