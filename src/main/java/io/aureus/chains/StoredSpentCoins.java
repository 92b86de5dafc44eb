package io.aureus.chains;

import io.aureus.money.Chain;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the tables {@code coin_spend} and {@code chain_cursor}. */
final class StoredSpentCoins implements SpentCoins {
  private final JdbcClient jdbc;

  StoredSpentCoins(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Spent> of(Chain chain, String txHash, long index) {
    return jdbc.sql(
            """
            select s.spent_by, least(c.number, c.head) - s.block_number + 1
            from coin_spend s join chain_cursor c on c.chain = s.chain
            where s.chain = ? and s.tx_hash = ? and s.position = ?
            """)
        .params(chain.code(), txHash, "out:" + index)
        .query((row, n) -> new Spent(row.getString(1), row.getLong(2)))
        .optional();
  }
}
