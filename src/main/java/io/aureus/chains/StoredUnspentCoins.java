package io.aureus.chains;

import io.aureus.money.Asset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the tables {@code transfer}, {@code coin_spend} and {@code coin_minted}. */
final class StoredUnspentCoins implements UnspentCoins {
  private static final String PREFIX = "out:";

  private final JdbcClient jdbc;

  StoredUnspentCoins(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<Output> of(Asset asset, int most) {
    return jdbc.sql(
            """
            select t.to_address, t.tx_hash, t.position, t.units from transfer t
              join watched_address w on w.family = :family and w.address = t.to_address
            where not w.outgoing and t.chain = :chain and t.asset = :asset
              and t.state = 'mined' and t.told_confirmed
              and t.position like 'out:%'
              and not exists (
                select 1 from coin_spend s
                where s.chain = t.chain and s.tx_hash = t.tx_hash and s.position = t.position)
              and not exists (
                select 1 from coin_minted m join chain_cursor c on c.chain = m.chain
                where m.chain = t.chain and m.tx_hash = t.tx_hash
                  and m.ripe_at > c.number + 1)
            order by t.units desc, t.id limit :most
            """)
        .param("family", asset.chain().family())
        .param("chain", asset.chain().code())
        .param("asset", asset.code())
        .param("most", most)
        .query(
            (row, n) ->
                new Output(
                    row.getString(1),
                    row.getString(2),
                    Long.parseLong(row.getString(3).substring(PREFIX.length())),
                    row.getBigDecimal(4).toBigIntegerExact()))
        .list();
  }
}
