package io.aureus.payouts;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code payout_rewind}, and which ended payouts a reorganisation concerns. */
final class RewindRows {
  private final JdbcClient jdbc;

  RewindRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The newest reorganisation that was looked into; 0 before any. */
  long last(String chain) {
    return jdbc.sql("select coalesce(max(no), 0) from payout_rewind where chain = ?")
        .param(chain)
        .query(Long.class)
        .single();
  }

  void saveLast(String chain, long no) {
    jdbc.sql(
            """
            insert into payout_rewind (chain, no) values (?, ?)
            on conflict (chain) do update set no = excluded.no
            """)
        .params(chain, no)
        .update();
  }

  /**
   * Has those looked at that nobody looks at any more, and that were in a block above this one.
   *
   * @return how many
   */
  int open(String chain, long ancestor, Instant now) {
    return jdbc.sql(
            """
            update payout set due_at = :now
            where chain = :chain and due_at is null and state in ('CONFIRMED', 'FAILED')
              and id in (
                select payout_id from payout_signed
                where chain = :chain and mined_block > :ancestor
                union all
                select m.payout_id from coin_signed s
                  join coin_bundle_payout m on m.bundle_id = s.bundle_id
                where s.mined_block > :ancestor
                union all
                select payout_id from payout_paid_by where chain = :chain and block > :ancestor)
            """)
        .param("chain", chain)
        .param("ancestor", ancestor)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }
}
