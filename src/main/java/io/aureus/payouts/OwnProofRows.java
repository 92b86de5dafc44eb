package io.aureus.payouts;

import io.aureus.chains.CoinsNow.Block;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code own_proof}: in which block a transaction is that spends no coin which is known
 * here, by what nodes said when a merchant gave it.
 */
final class OwnProofRows {
  private final JdbcClient jdbc;

  OwnProofRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Block> of(PayoutId id, String txHash) {
    return jdbc.sql("select block, block_hash from own_proof where payout_id = ? and tx_hash = ?")
        .params(UUID.fromString(id.value()), txHash)
        .query((row, n) -> new Block(row.getLong(1), row.getString(2)))
        .optional();
  }

  void keep(PayoutId id, String txHash, Block block) {
    jdbc.sql(
            """
            insert into own_proof (payout_id, tx_hash, block, block_hash) values (?, ?, ?, ?)
            on conflict (payout_id) do update set tx_hash = excluded.tx_hash,
              block = excluded.block, block_hash = excluded.block_hash
            """)
        .params(UUID.fromString(id.value()), txHash, block.number(), block.hash())
        .update();
  }
}
