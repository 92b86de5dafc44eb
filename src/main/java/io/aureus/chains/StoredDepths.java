package io.aureus.chains;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Depths by one look at the transfers and the cursor, so that both are of one moment. */
final class StoredDepths implements TransferDepths {
  private final JdbcClient jdbc;

  StoredDepths(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<Long, Integer> of(Collection<Long> transferIds) {
    Map<Long, Integer> depths = new HashMap<>();
    if (transferIds.isEmpty()) {
      return depths;
    }
    jdbc.sql(
            """
            select t.id, case when t.state = 'mempool' then 0
                else least(c.number, c.head) - t.block_number + 1 end as depth
            from transfer t join chain_cursor c on c.chain = t.chain
            where t.id = any (:ids)
              and (t.state = 'mempool'
                or t.state = 'mined' and t.block_number <= least(c.number, c.head))
              and not exists (
                select from transfer o
                where o.chain = t.chain and o.to_address = t.to_address and o.id <> t.id
                  and o.told_confirmed and o.state in ('mempool', 'evicted', 'lost'))
            """)
        .param("ids", transferIds.toArray(Long[]::new))
        .query(
            row -> {
              depths.put(row.getLong("id"), row.getInt("depth"));
            });
    return depths;
  }
}
