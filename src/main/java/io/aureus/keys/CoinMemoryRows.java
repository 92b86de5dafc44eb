package io.aureus.keys;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code signing_anchor} and {@code signing_coin}. */
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
}
