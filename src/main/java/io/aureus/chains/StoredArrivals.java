package io.aureus.chains;

import io.aureus.money.Asset;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds up the table {@code transfer}. */
final class StoredArrivals implements Arrivals {
  private final JdbcClient jdbc;

  StoredArrivals(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<Arrival> of(Asset asset, String after, int most) {
    return jdbc.sql(
            """
            select to_address, sum(units) from transfer
            where chain = ? and asset = ? and state = 'mined' and told_confirmed and to_address > ?
            group by to_address order by to_address limit ?
            """)
        .params(asset.chain().code(), asset.code(), after, most)
        .query((row, n) -> new Arrival(row.getString(1), row.getBigDecimal(2).toBigIntegerExact()))
        .list();
  }

  @Override
  public List<Arrival> richest(Asset asset, Collection<String> addresses, int most) {
    return jdbc.sql(
            """
            select to_address, sum(units) from transfer
            where chain = ? and asset = ? and state = 'mined' and to_address = any(?::text[])
            group by to_address order by 2 desc, 1 limit ?
            """)
        .params(asset.chain().code(), asset.code(), addresses.toArray(String[]::new), most)
        .query((row, n) -> new Arrival(row.getString(1), row.getBigDecimal(2).toBigIntegerExact()))
        .list();
  }
}
