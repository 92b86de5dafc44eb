package io.aureus.payouts;

import io.aureus.money.Asset;
import io.aureus.money.Chain;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What of payouts speaks against a consolidation. */
final class ConsolidationRows {
  private final JdbcClient jdbc;

  ConsolidationRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whether one is under way, or was begun since then. */
  boolean isUnderWay(Asset asset, Instant since) {
    return is(
        """
        select exists (
          select 1 from payout
          where asset = ? and kind = 'CONSOLIDATION'
            and (state not in ('CONFIRMED', 'CANCELLED', 'FAILED') or created_at > ?))
        """,
        asset.code(),
        since.atOffset(ZoneOffset.UTC));
  }

  /**
   * Whether merchants' payouts are about to take coins, but for those that people hold, and those
   * that take too many small ones: they wait for a consolidation.
   */
  boolean isAnyWaiting(Asset asset) {
    return is(
        """
        select exists (
          select 1 from payout
          where asset = ? and kind in ('WITHDRAWAL', 'REFUND') and custody = 'CUSTODIAL'
            and (state in ('RESERVED', 'BUILT')
              or (state = 'HELD' and hold not in ('POLICY', 'CHAIN'))))
        """,
        asset.code());
  }

  /** Whether merchants' payouts wait for coins. */
  boolean isAnyLacking(Asset asset) {
    return is(
        """
        select exists (
          select 1 from payout
          where asset = ? and kind in ('WITHDRAWAL', 'REFUND') and custody = 'CUSTODIAL'
            and state = 'HELD' and hold = 'COINS')
        """,
        asset.code());
  }

  /** Whether anything that a back-up brought, or that a stranger may have paid, is unsettled. */
  boolean isAnyInDoubt(Chain chain) {
    return is(
        """
        select exists (
          select 1 from payout p
          where p.chain = ? and p.custody = 'CUSTODIAL'
            and ((p.state in ('HELD', 'BUILT')
                and exists (select 1 from payout_restored r where r.payout_id = p.id))
              or (p.state = 'UNCLEAR' and p.hold_reason <> '')))
        """,
        chain.code());
  }

  /** What transactions that are in no block yet take at most: the journal has none of it. */
  long unbookedFees(Chain chain) {
    return jdbc.sql(
            """
            select coalesce(sum(greatest(c.fee, coalesce(
              (select max(s.fee) from coin_signed s where s.bundle_id = c.id), 0))), 0)
            from coin_bundle c
              join coin_bundle_payout b on b.bundle_id = c.id and b.position = 0
              join payout p on p.id = b.payout_id
            where c.chain = ? and p.state in ('BUILT', 'SIGNED', 'BROADCASTING', 'UNCLEAR')
            """)
        .param(chain.code())
        .query(Long.class)
        .single();
  }

  private boolean is(String question, Object... of) {
    return jdbc.sql(question).params(of).query(Boolean.class).single();
  }
}
