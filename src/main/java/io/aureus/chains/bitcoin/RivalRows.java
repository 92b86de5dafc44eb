package io.aureus.chains.bitcoin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is recorded of payments whose coins another transaction may have spent. */
final class RivalRows {
  private final JdbcClient jdbc;
  private final String chain;

  RivalRows(JdbcClient jdbc, String chain) {
    this.jdbc = jdbc;
    this.chain = chain;
  }

  /** The transactions that pay us and are in no block, nor given up; and what each spends. */
  Map<String, List<OutPoint>> open() {
    Map<String, List<OutPoint>> open = new LinkedHashMap<>();
    jdbc.sql(
            """
            select distinct i.tx_hash, i.spent_tx, i.spent_no
            from transfer t join coin_input i on i.chain = t.chain and i.tx_hash = t.tx_hash
            where t.chain = ? and t.state in ('mempool', 'evicted', 'lost')
            """)
        .param(chain)
        .query(
            row -> {
              open.computeIfAbsent(row.getString(1), any -> new ArrayList<>())
                  .add(new OutPoint(row.getString(2), row.getLong(3)));
            });
    return open;
  }

  /** Whether it is recorded that a transaction is in this block, for what it pays or spends. */
  boolean isRecorded(String txid, long block) {
    return jdbc.sql(
            """
            select exists (select from transfer where chain = :chain and tx_hash = :tx
                and state = 'mined' and block_number = :block)
              or exists (select from coin_spend where chain = :chain and spent_by = :tx
                and block_number = :block)
            """)
        .param("chain", chain)
        .param("tx", txid)
        .param("block", block)
        .query(Boolean.class)
        .single();
  }
}
