package io.aureus.orders;

import io.aureus.merchants.DepthBounds;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Chain;
import io.aureus.money.FiatAmount;
import java.math.BigDecimal;
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
            where o.state = 'CONFIRMING' and q.by_band and q.confirmations <> c.depth
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
   * Whether it is no more than the merchant allows, with what is at risk already: taken, and in no
   * block. What was reckoned in another currency cannot be added up: then nothing more is taken.
   */
  boolean mayRisk(MerchantId merchant, FiatAmount more, FiatAmount most) {
    return more.currency().equals(most.currency())
        && jdbc.sql(
                """
                select coalesce(sum(q.worth), 0) + :more <= :most
                  and count(*) filter (where q.worth_currency is distinct from :currency) = 0
                from payment p
                  join order_quote q on q.order_id = p.order_id and q.no = p.quote_no
                where p.merchant_id = :merchant and p.state = 'SEEN' and p.taken_at is not null
                  and p.block_number is null
                """)
            .param("merchant", merchant.value())
            .param("currency", most.currency())
            .param("more", more.value())
            .param("most", most.value())
            .query(Boolean.class)
            .single();
  }

  /** What of a merchant is taken and in no block, by currency. */
  List<FiatAmount> atRisk(MerchantId merchant) {
    return jdbc.sql(
            """
            select q.worth_currency as currency, sum(q.worth) as worth
            from payment p join order_quote q on q.order_id = p.order_id and q.no = p.quote_no
            where p.merchant_id = ? and p.state = 'SEEN' and p.taken_at is not null
              and p.block_number is null and q.worth is not null
            group by 1 order by 1
            """)
        .param(merchant.value())
        .query(
            (row, n) -> {
              BigDecimal worth = row.getBigDecimal("worth");
              return new FiatAmount(row.getString("currency"), worth);
            })
        .list();
  }
}
