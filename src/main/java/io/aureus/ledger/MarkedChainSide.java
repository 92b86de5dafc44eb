package io.aureus.ledger;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The mark is a transaction's number: every transaction below it has ended, so what those wrote is
 * complete, and no entry is counted twice or forgotten, in whatever order entries become visible.
 */
final class MarkedChainSide implements ChainSide {
  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;

  MarkedChainSide(JdbcClient jdbc, TransactionTemplate transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  @Override
  public Map<String, BigInteger> sums() {
    Map<String, BigInteger> sums = new LinkedHashMap<>();
    jdbc.sql(
            """
            select asset, sum(units) from (
              select asset, units from ledger_mark_sum
              union all
              select p.asset, -p.units from journal_entry e
                join posting p on p.entry = e.id
                join ledger_account a on a.id = p.account
              where a.kind in ('CUSTODY', 'INCOMING')
                and e.made_in >= (select upto from ledger_mark)) s
            group by asset order by asset
            """)
        .query(
            row -> {
              sums.put(row.getString(1), row.getBigDecimal(2).toBigIntegerExact());
            });
    return sums;
  }

  @Override
  public void mark() {
    transactions.executeWithoutResult(
        status -> {
          jdbc.sql("select id from ledger_mark for update").query(Integer.class).single();
          String next =
              jdbc.sql("select pg_snapshot_xmin(pg_current_snapshot())::text")
                  .query(String.class)
                  .single();
          jdbc.sql(
                  """
                  insert into ledger_mark_sum
                  select p.asset, -sum(p.units) from journal_entry e
                    join posting p on p.entry = e.id
                    join ledger_account a on a.id = p.account
                  where a.kind in ('CUSTODY', 'INCOMING')
                    and e.made_in >= (select upto from ledger_mark)
                    and e.made_in < cast(? as xid8)
                  group by p.asset
                  on conflict (asset)
                    do update set units = ledger_mark_sum.units + excluded.units
                  """)
              .param(next)
              .update();
          jdbc.sql("update ledger_mark set upto = cast(? as xid8) where upto < cast(? as xid8)")
              .params(next, next)
              .update();
        });
  }
}
