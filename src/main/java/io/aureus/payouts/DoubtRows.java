package io.aureus.payouts;

import io.aureus.money.Chain;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is written down of payouts in doubt, and of transactions that payouts know. */
final class DoubtRows {
  private final JdbcClient jdbc;
  private final PayoutRows rows;

  DoubtRows(JdbcClient jdbc, PayoutRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /**
   * Oldest first. Our own sweeps and gas are left out where they are held: they are planned anew.
   */
  List<Payout> open() {
    return jdbc.sql(
            """
            select * from payout
            where custody = 'CUSTODIAL'
              and ((state = 'HELD' and merchant_id is not null
                  and (hold = 'RESTORED'
                    or exists (select 1 from payout_restored r where r.payout_id = payout.id)))
                or (state = 'UNCLEAR' and hold_reason <> ''))
            order by no limit 500
            """)
        .query((row, n) -> rows.payout(row))
        .list();
  }

  /** Whether anything of a chain that a back-up brought is still to be settled or signed. */
  boolean isAnyRestored(Chain chain) {
    return jdbc.sql(
            """
            select exists (
              select 1 from payout_restored r join payout p on p.id = r.payout_id
              where p.chain = ? and p.state in ('HELD', 'BUILT'))
            """)
        .param(chain.code())
        .query(Boolean.class)
        .single();
  }

  /** Whether it was signed for a payout here. */
  boolean isSigned(String hash) {
    return jdbc.sql(
            """
            select exists (select 1 from payout_signed where tx_hash = :hash)
              or exists (select 1 from coin_signed where tx_hash = :hash)
            """)
        .param("hash", hash)
        .query(Boolean.class)
        .single();
  }

  /** Whether anything that it moved counts as paying a payout. */
  boolean isCounted(Chain chain, String hash) {
    return jdbc.sql("select exists (select 1 from payout_paid_by where chain = ? and tx_hash = ?)")
        .params(chain.code(), hash)
        .query(Boolean.class)
        .single();
  }

  /** Lets one at a time count what a transaction moved, until the current transaction ends. */
  void lock(String hash) {
    jdbc.sql("select 1 from pg_advisory_xact_lock(hashtextextended('aureus.paid-by.' || ?, 0))")
        .param(hash)
        .query(Integer.class)
        .single();
  }

  /**
   * How many of a sender's numbers nothing was signed for here.
   *
   * @param from the first
   * @param to after the last
   */
  long unknown(Chain chain, String address, long from, long to) {
    long known =
        jdbc.sql(
                """
                select count(distinct nonce) from payout_signed
                where chain = ? and address = ? and nonce >= ? and nonce < ?
                """)
            .params(chain.code(), address, from, to)
            .query(Long.class)
            .single();
    return to - from - known;
  }
}
