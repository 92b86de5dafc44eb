package io.aureus.payouts;

import io.aureus.keys.CoinPoint;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code coin_alone}. */
final class AloneRows {
  private final JdbcClient jdbc;

  AloneRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whether the signer refused it, perhaps for another one's sake: it goes out alone. */
  boolean isAlone(PayoutId id) {
    return jdbc.sql("select exists (select 1 from coin_alone where payout_id = ?)")
        .param(uuid(id))
        .query(Boolean.class)
        .single();
  }

  /** The coin without which the signer signs the payout no more; empty for none. */
  Optional<CoinPoint> tied(PayoutId id) {
    return jdbc.sql("select txid, output from coin_alone where payout_id = ? and txid is not null")
        .param(uuid(id))
        .query((row, n) -> new CoinPoint(row.getString(1), row.getLong(2)))
        .optional();
  }

  /** It goes out alone from now on. */
  void setAlone(PayoutId id) {
    jdbc.sql("insert into coin_alone (payout_id) values (?) on conflict do nothing")
        .param(uuid(id))
        .update();
  }

  /** Likewise, and with this coin. */
  void tie(PayoutId id, CoinPoint to) {
    jdbc.sql(
            """
            insert into coin_alone (payout_id, txid, output) values (?, ?, ?)
            on conflict (payout_id) do update set txid = excluded.txid, output = excluded.output
            """)
        .params(uuid(id), to.txid(), to.index())
        .update();
  }

  private static UUID uuid(PayoutId id) {
    return UUID.fromString(id.value());
  }
}
