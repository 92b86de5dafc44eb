package io.aureus.chains;

import io.aureus.money.Asset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the tables {@code transfer} and {@code coin_spend}. */
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
            where t.chain = ? and t.asset = ? and t.state = 'mined' and t.told_confirmed
              and t.position like 'out:%'
              and not exists (
                select 1 from coin_spend s
                where s.chain = t.chain and s.tx_hash = t.tx_hash and s.position = t.position)
            order by t.units desc, t.id limit ?
            """)
        .params(asset.chain().code(), asset.code(), most)
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
