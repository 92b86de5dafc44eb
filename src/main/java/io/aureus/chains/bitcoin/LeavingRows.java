package io.aureus.chains.bitcoin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code coin_departure} of one chain. */
final class LeavingRows {
  private final JdbcClient jdbc;
  private final String chain;

  /**
   * A transaction that spends coins of ours.
   *
   * @param fee null where it spends others' coins as well
   */
  record Leaving(String txid, @Nullable Long fee, long block) {}

  LeavingRows(JdbcClient jdbc, String chain) {
    this.jdbc = jdbc;
    this.chain = chain;
  }

  /** Adds what was found; again is no fault. */
  void insert(List<Leaving> found) {
    for (Leaving one : found) {
      jdbc.sql(
              """
              insert into coin_departure (chain, tx_hash, fee, block_number) values (?, ?, ?, ?)
              on conflict (chain, tx_hash) do update
                set fee = excluded.fee, block_number = excluded.block_number
              """)
          .params(chain, one.txid())
          .param(one.fee())
          .param(one.block())
          .update();
    }
  }

  /** Takes back what blocks above this one had. */
  void rewind(long ancestor) {
    jdbc.sql("delete from coin_departure where chain = ? and block_number > ?")
        .params(chain, ancestor)
        .update();
  }
}
