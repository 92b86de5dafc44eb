package io.aureus.payouts;

import io.aureus.money.Asset;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What waits for coins, and what is or was on its way from orders' addresses. */
final class SweepRows {
  private final JdbcClient jdbc;

  SweepRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What payouts from the hot address still wait for. */
  BigInteger wanted(Asset asset) {
    return sum(
        """
        select coalesce(sum(units), 0) from payout
        where asset = ? and source = 'hot' and kind in ('WITHDRAWAL', 'REFUND')
          and (state = 'RESERVED' or (state = 'HELD' and hold = 'COINS'))
        """,
        asset);
  }

  /** How many payouts from the hot address wait for coins. */
  long waiting(Asset asset) {
    return jdbc.sql(
            """
            select count(*) from payout
            where asset = ? and source = 'hot' and kind in ('WITHDRAWAL', 'REFUND')
              and (state = 'RESERVED' or (state = 'HELD' and hold = 'COINS'))
            """)
        .param(asset.code())
        .query(Long.class)
        .single();
  }

  /** What the hot address has promised and no block holds yet. */
  BigInteger promised(Asset asset) {
    return sum(
        """
        select coalesce(sum(units), 0) from payout
        where asset = ? and source = 'hot' and state in ('BUILT','SIGNED','BROADCASTING','UNCLEAR')
        """,
        asset);
  }

  /** What is on its way to the hot address and not in a block yet. */
  BigInteger coming(Asset asset) {
    return sum(
        """
        select coalesce(sum(units), 0) from payout
        where asset = ? and kind = 'SWEEP' and source <> 'hot'
          and state in ('HELD', 'RESERVED', 'BUILT', 'SIGNED', 'BROADCASTING', 'UNCLEAR')
        """,
        asset);
  }

  /** By derivation index: what was swept, or is going to be. */
  Map<String, BigInteger> swept(Asset asset, List<String> sources) {
    Map<String, BigInteger> swept = new HashMap<>();
    jdbc.sql(
            """
            select source, sum(units) from payout
            where asset = ? and kind = 'SWEEP' and source = any(?::text[])
              and state not in ('CANCELLED', 'FAILED')
            group by source
            """)
        .params(asset.code(), sources.toArray(String[]::new))
        .query(
            row -> {
              swept.put(row.getString(1), whole(row.getBigDecimal(2)));
            });
    return swept;
  }

  /** True while a sweep of this asset or gas for this address is on its way. */
  boolean isBusy(Asset asset, String source, String address) {
    return jdbc.sql(
            """
            select exists (
              select 1 from payout
              where state not in ('CONFIRMED', 'CANCELLED', 'FAILED')
                and ((kind = 'SWEEP' and source = ? and asset = ?)
                     or (kind = 'TOP_UP' and chain = ? and destination = ?)))
            """)
        .params(source, asset.code(), asset.chain().code(), address)
        .query(Boolean.class)
        .single();
  }

  private BigInteger sum(String sql, Asset asset) {
    return jdbc.sql(sql)
        .param(asset.code())
        .query((row, n) -> whole(row.getBigDecimal(1)))
        .single();
  }

  private static BigInteger whole(BigDecimal value) {
    return value.toBigIntegerExact();
  }
}
