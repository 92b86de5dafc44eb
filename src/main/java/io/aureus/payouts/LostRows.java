package io.aureus.payouts;

import io.aureus.keys.CoinPoint;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What of the tables of bundles concerns those that are never mined. */
final class LostRows {
  private final JdbcClient jdbc;

  LostRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The coins that all bytes of a bundle spend. */
  List<CoinPoint> firstCoins(long bundle) {
    return jdbc.sql(
            """
            select txid, output from coin_lock where bundle_id = ? and since_no = 1
            order by position
            """)
        .param(bundle)
        .query((row, n) -> new CoinPoint(row.getString(1), row.getLong(2)))
        .list();
  }

  /** Payouts that a person must know something of, oldest first. */
  List<PayoutId> unclear() {
    return jdbc.sql(
            """
            select p.id from payout p join coin_bundle_payout b on b.payout_id = p.id
            where p.state = 'UNCLEAR' and p.hold_reason <> '' order by p.no limit 100
            """)
        .query((row, n) -> new PayoutId(row.getString(1)))
        .list();
  }

  /** Likewise once none of its payouts is open: what was not spent by others is ours to spend. */
  void freeIfSettled(PayoutId id) {
    jdbc.sql(
            """
            delete from coin_lock l using coin_bundle_payout b
            where b.payout_id = ?::uuid and l.bundle_id = b.bundle_id
              and not exists (
                select 1 from coin_bundle_payout m join payout p on p.id = m.payout_id
                where m.bundle_id = b.bundle_id and p.state not in ('CONFIRMED', 'FAILED'))
            """)
        .param(id.value())
        .update();
  }

  /**
   * Has bytes after these do without a coin that was added for a higher fee. It stays with the
   * bundle, since these may be mined yet.
   */
  void leave(long bundle, CoinPoint coin, int no) {
    jdbc.sql(
            """
            update coin_lock set until_no = ?
            where bundle_id = ? and txid = ? and output = ? and since_no > 1
            """)
        .params(no, bundle)
        .params(coin.txid(), coin.index())
        .update();
  }

  /** Lets go of all coins of a bundle of which nothing can be mined any more. */
  void free(long bundle) {
    jdbc.sql("delete from coin_lock where bundle_id = ?").param(bundle).update();
  }
}
