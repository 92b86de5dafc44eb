package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.SettledInvoice;
import io.aureus.chains.lightning.UnknownSettlements;
import io.aureus.money.Chain;
import java.sql.Timestamp;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code lightning_unknown}. */
final class UnknownRows implements UnknownSettlements {
  /** Another program may use the node all day: older ones are forgotten. */
  private static final int KEPT = 1_000;

  private final JdbcClient jdbc;

  UnknownRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Keeps those that nobody watches for. What was settled before the first payment of an order is
   * older than this gateway, and left out.
   */
  void note(Chain chain, List<SettledInvoice> settled) {
    int noted =
        jdbc.sql(
                """
                insert into lightning_unknown (payment_hash, chain, millisatoshi, settled_at)
                select s.hash, :chain, s.units, s.at
                  from unnest(:hashes::text[], :units::bigint[],
                              :times::timestamptz[], :offers::text[])
                    as s(hash, units, at, offer)
                 where not exists (select from watched_address w
                                    where w.family = :family and w.address in (s.hash, s.offer))
                   and exists (select from transfer t
                                where t.chain = :chain and t.block_time <= s.at)
                on conflict (payment_hash) do nothing
                """)
            .param("chain", chain.code())
            .param("family", chain.family())
            .param(
                "hashes", settled.stream().map(SettledInvoice::paymentHash).toArray(String[]::new))
            .param("offers", settled.stream().map(SettledInvoice::offer).toArray(String[]::new))
            .param("units", settled.stream().map(SettledInvoice::millisatoshi).toArray(Long[]::new))
            .param(
                "times",
                settled.stream().map(one -> Timestamp.from(one.at())).toArray(Timestamp[]::new))
            .update();
    if (noted > 0) {
      jdbc.sql(
              "delete from lightning_unknown"
                  + " where no <= (select max(no) from lightning_unknown) - ?")
          .param(KEPT)
          .update();
    }
  }

  @Override
  public List<SettledInvoice> newest(Chain chain, int most) {
    return jdbc.sql(
            """
            select payment_hash, millisatoshi, settled_at from lightning_unknown
             where chain = ? order by settled_at desc, no desc limit ?
            """)
        .params(chain.code(), most)
        .query(
            (row, n) ->
                new SettledInvoice(
                    row.getString(1), row.getLong(2), row.getTimestamp(3).toInstant()))
        .list();
  }
}
