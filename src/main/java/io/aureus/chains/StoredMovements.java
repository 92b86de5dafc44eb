package io.aureus.chains;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the tables {@code chain_block}, {@code transfer} and {@code transfer_fact}. */
final class StoredMovements implements Movements {
  private final JdbcClient jdbc;

  StoredMovements(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean has(String chain, long number, String hash) {
    return jdbc.sql(
            """
            select exists (
              select 1 from chain_block where chain = :chain and number = :number and hash = :hash
              union all
              select 1 from chain_cursor where chain = :chain and number = :number and hash = :hash)
            """)
        .param("chain", chain)
        .param("number", number)
        .param("hash", hash)
        .query(Boolean.class)
        .single();
  }

  @Override
  public List<Waiting> waiting(String chain) {
    return jdbc.sql(
            """
            select asset, from_address, to_address, units from transfer
            where chain = ? and state in ('mempool', 'evicted') and asset is not null
            """)
        .param(chain)
        .query(
            (row, n) ->
                new Waiting(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getBigDecimal(4).toBigIntegerExact()))
        .list();
  }

  @Override
  public boolean hasOpen(String chain) {
    return jdbc.sql(
            """
            select exists (
              select 1 from transfer_fact f join transfer t on t.id = f.transfer_id
              where f.done_at is null and t.chain = ?)
            """)
        .param(chain)
        .query(Boolean.class)
        .single();
  }

  @Override
  public long last(String chain) {
    return jdbc.sql("select coalesce(max(id), 0) from transfer where chain = ?")
        .param(chain)
        .query(Long.class)
        .single();
  }

  @Override
  public List<Moved> since(String chain, long block, long transfer) {
    return jdbc.sql(
            """
            select distinct t.asset, sides.address
            from (select asset, from_address, to_address from transfer
                    where chain = :chain and state = 'mined' and block_number > :block
                  union all
                  select asset, from_address, to_address from transfer
                    where chain = :chain and state = 'mined' and id > :transfer
                  union all
                  select t.asset, null, t.to_address from coin_spend s
                    join transfer t on t.chain = s.chain and t.tx_hash = s.tx_hash
                      and t.position = s.position
                    where s.chain = :chain and s.block_number > :block) t
              cross join lateral (values (t.from_address), (t.to_address)) sides (address)
            where t.asset is not null and sides.address is not null
            """)
        .param("chain", chain)
        .param("block", block)
        .param("transfer", transfer)
        .query((row, n) -> new Moved(row.getString(1), row.getString(2)))
        .list();
  }
}
