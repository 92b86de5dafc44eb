package io.aureus.chains.bitcoin;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the outputs to watched addresses that were recorded on one chain. */
final class OutputRows {
  private final JdbcClient jdbc;
  private final String chain;
  private final String family;

  /**
   * An output in a block.
   *
   * @param spentIn the block that spends it; null where none does
   */
  record Output(OutPoint point, String address, BigInteger units, @Nullable Long spentIn) {}

  /** How far the chain is recorded. */
  record Recorded(long number, String hash) {}

  OutputRows(JdbcClient jdbc, String chain, String family) {
    this.jdbc = jdbc;
    this.family = family;
    this.chain = chain;
  }

  Optional<Recorded> recorded() {
    return jdbc.sql("select number, hash from chain_cursor where chain = ?")
        .param(chain)
        .query((row, n) -> new Recorded(row.getLong(1), row.getString(2)))
        .optional();
  }

  /** Our own ones that are in a block, and that no block spends as far as it is recorded. */
  List<OutPoint> unspent() {
    return jdbc.sql(
            """
            select t.tx_hash, t.position from transfer t
              join watched_address w on w.address = t.to_address and w.family = :family
            where t.chain = :chain and t.state = 'mined' and not w.outgoing
              and not exists (
                select 1 from coin_spend s
                where s.chain = t.chain and s.tx_hash = t.tx_hash and s.position = t.position)
            order by t.units desc
            """)
        .param("chain", chain)
        .param("family", family)
        .query((row, n) -> new OutPoint(row.getString(1), CoinRows.index(row.getString(2))))
        .list();
  }

  /** Those in this block or below that no block up to this one spends. */
  List<Output> unspentAt(Collection<String> addresses, long block) {
    return jdbc.sql(
            """
            select t.tx_hash, t.position, t.to_address, t.units, s.block_number
            from transfer t left join coin_spend s
              on s.chain = t.chain and s.tx_hash = t.tx_hash and s.position = t.position
            where t.chain = :chain and t.to_address = any (:addresses) and t.state = 'mined'
              and t.block_number <= :block and (s.block_number is null or s.block_number > :block)
            """)
        .param("chain", chain)
        .param("addresses", addresses.toArray(String[]::new))
        .param("block", block)
        .query(
            (row, n) -> {
              long spent = row.getLong(5);
              return new Output(
                  new OutPoint(row.getString(1), CoinRows.index(row.getString(2))),
                  row.getString(3),
                  row.getBigDecimal(4).toBigIntegerExact(),
                  row.getObject(5) == null ? null : spent);
            })
        .list();
  }
}
