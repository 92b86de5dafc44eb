package io.aureus.chains.bitcoin;

import java.util.HexFormat;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code coin_funding} of one chain. */
final class FundingRows {
  /** The heaviest transaction that nodes pass on has less, without its witnesses. */
  static final int MOST_BYTES = 100_000;

  private static final HexFormat HEX = HexFormat.of();

  private final JdbcClient jdbc;
  private final String chain;

  /**
   * A transaction that pays a wallet which a merchant brought.
   *
   * @param raw without witnesses, so that its hash is its id
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Funding(String txid, byte[] raw, long block) {}

  FundingRows(JdbcClient jdbc, String chain) {
    this.jdbc = jdbc;
    this.chain = chain;
  }

  /** Adds what was found, by one statement; again is no fault. */
  void insert(List<Funding> found) {
    if (found.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into coin_funding (chain, tx_hash, raw, block_number)
            select distinct on (f.tx_hash) :chain, f.tx_hash, decode(f.raw, 'hex'), f.block
            from unnest(:hashes::text[], :raws::text[], :blocks::bigint[])
              as f (tx_hash, raw, block)
            order by f.tx_hash, f.block desc
            on conflict (chain, tx_hash) do update set block_number = excluded.block_number
            """)
        .param("chain", chain)
        .param("hashes", found.stream().map(Funding::txid).toArray(String[]::new))
        .param("raws", found.stream().map(one -> HEX.formatHex(one.raw())).toArray(String[]::new))
        .param("blocks", found.stream().map(Funding::block).toArray(Long[]::new))
        .update();
  }

  /** Takes back what blocks above this one had. */
  void rewind(long ancestor) {
    jdbc.sql("delete from coin_funding where chain = ? and block_number > ?")
        .params(chain, ancestor)
        .update();
  }

  /** Forgets those of which these blocks spend the last coin: nobody signs for them any more. */
  void forget(long from, long to) {
    jdbc.sql(
            """
            delete from coin_funding f
            where f.chain = :chain and f.tx_hash in (
                select s.tx_hash from coin_spend s
                where s.chain = :chain and s.block_number between :from and :to)
              and not exists (
                select 1 from transfer t
                where t.chain = :chain and t.tx_hash = f.tx_hash and not exists (
                  select 1 from coin_spend s
                  where s.chain = :chain and s.tx_hash = t.tx_hash and s.position = t.position
                    and s.block_number <= :to))
            """)
        .param("chain", chain)
        .param("from", from)
        .param("to", to)
        .update();
  }
}
