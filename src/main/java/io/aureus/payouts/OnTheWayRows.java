package io.aureus.payouts;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What of the table {@code payout} concerns what is on its way. */
final class OnTheWayRows {
  private final JdbcClient jdbc;
  private final PayoutRows rows;

  OnTheWayRows(JdbcClient jdbc, PayoutRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /** Those of our own wallets on a chain that are signed and still looked after, oldest first. */
  List<Payout> signed(String chain) {
    return jdbc.sql(
            """
            select * from payout
            where chain = ? and due_at is not null and source <> 'own'
              and state in ('SIGNED', 'BROADCASTING', 'UNCLEAR', 'SEEN', 'CONFIRMED', 'FAILED')
            order by no limit 2000
            """)
        .param(chain)
        .query((row, n) -> rows.payout(row))
        .list();
  }

  /** From which of our own wallets payouts of a chain leave, or left since then. */
  List<String> sources(String chain, Instant since) {
    return jdbc.sql(
            """
            select source from payout
            where chain = :chain and source <> 'own' and (due_at is not null or updated_at > :since)
            group by source
            """)
        .param("chain", chain)
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(String.class)
        .list();
  }
}
