package io.aureus.orders;

import io.aureus.merchants.DepthBounds;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Chain;
import io.aureus.money.FiatAmount;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of payments that may count at the depth of their quotes. */
final class EarlyRows {
  /**
   * A payment of an order that waits only for depth.
   *
   * @param needed what its quote asks for, or the operator by now
   */
  record Candidate(
      OrderId order, long transfer, String chain, String txHash, int needed, String doubt) {}

  /** Taken and in no block, or taken and undone: else a payer could take back again and again. */
  private static final String AT_RISK =
      """
       p.taken_at is not null
        and (p.state = 'SEEN' and p.block_number is null
          or p.state = 'REVERSED' and p.taken_at > :since)
      """;

  private final JdbcClient jdbc;
  private final DepthBounds bounds;

  EarlyRows(JdbcClient jdbc, DepthBounds bounds) {
    this.jdbc = jdbc;
    this.bounds = bounds;
  }

  /**
   * Those for which the merchant's bands ask for another depth than the chain's own, which the
   * chain tells. An operator who allows less than he did means open orders too.
   */
  List<Candidate> waiting(List<Chain> chains) {
    return jdbc.sql(
            """
            select p.order_id, p.transfer_id, q.chain, p.tx_hash, p.doubt,
              greatest(q.confirmations, c.least) as needed
            from orders o
              join order_quote q on q.order_id = o.order_id
              join unnest(:chains::text[], :depths::int[], :least::int[])
                as c(chain, depth, least) on c.chain = q.chain
              join payment p on p.order_id = o.order_id and p.quote_no = q.no
            where o.state = 'CONFIRMING' and q.by_band
              and (q.confirmations <> c.depth or p.state = 'CONFIRMED')
              and p.taken_at is null and p.state in ('SEEN', 'CONFIRMED')
            order by p.created_at, p.transfer_id
            """)
        .param("chains", chains.stream().map(Chain::code).toArray(String[]::new))
        .param("depths", chains.stream().map(Chain::confirmations).toArray(Integer[]::new))
        .param("least", chains.stream().map(bounds::least).toArray(Integer[]::new))
        .query(
            (row, n) ->
                new Candidate(
                    new OrderId(row.getString("order_id")),
                    row.getLong("transfer_id"),
                    row.getString("chain"),
                    row.getString("tx_hash"),
                    row.getInt("needed"),
                    row.getString("doubt")))
        .list();
  }

  /** Nobody else adds to a merchant's risk until this transaction ends. */
  void lockRisk(MerchantId merchant) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 4104))")
        .param("at-risk:" + merchant.value())
        .query(row -> {});
  }

  /**
   * Whether it is no more than the merchant allows now, with what counts against it already. What
   * was reckoned in another currency cannot be added up: then nothing more is taken.
   *
   * @param since what was taken after it and then undone counts too
   */
  boolean mayRisk(MerchantId merchant, FiatAmount more, Instant since) {
    return jdbc.sql(
            """
            select m.risk_currency = :currency and coalesce(sum(q.worth), 0) + :more <= m.risk_most
              and count(*) filter (where q.worth_currency <> m.risk_currency) = 0
            from merchant m
            """
                + "  left join payment p on p.merchant_id = m.id and "
                + AT_RISK
                + """
                  left join order_quote q
                    on q.order_id = p.order_id and q.no = p.quote_no and q.worth is not null
                where m.id = :merchant
                group by m.risk_currency, m.risk_most
                """)
        .param("merchant", merchant.value())
        .param("currency", more.currency())
        .param("more", more.value())
        .param("since", OrderRows.time(since))
        .query(Boolean.class)
        .single();
  }

  /** What of a merchant counts against his limit, by currency. */
  List<FiatAmount> atRisk(MerchantId merchant, Instant since) {
    return jdbc.sql(
            """
            select q.worth_currency as currency, sum(q.worth) as worth
            from payment p join order_quote q on q.order_id = p.order_id and q.no = p.quote_no
            where p.merchant_id = :merchant and q.worth is not null and
            """
                + AT_RISK
                + """
                group by 1 order by 1
                """)
        .param("merchant", merchant.value())
        .param("since", OrderRows.time(since))
        .query(
            (row, n) -> {
              BigDecimal worth = row.getBigDecimal("worth");
              return new FiatAmount(row.getString("currency"), worth);
            })
        .list();
  }
}
