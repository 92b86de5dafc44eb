package io.aureus.chains;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * The rows of one chain's transfers and of what was told of them: how a sighting finds its row, how
 * a new row and a new fact are written. Every method runs inside the caller's transaction.
 */
final class RecordedTransfers {
  private final JdbcClient jdbc;
  private final String chain;
  private final Clock clock;

  /**
   * A row that stands for a sighting, locked.
   *
   * @param blockHash empty where it is in no block
   */
  record Known(long id, String state, String blockHash) {
    private static Known read(ResultSet row) throws SQLException {
      return new Known(row.getLong("id"), row.getString("state"), row.getString("block_hash"));
    }
  }

  RecordedTransfers(JdbcClient jdbc, String chain, Clock clock) {
    this.jdbc = jdbc;
    this.chain = chain;
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  /** The row of the same transfer at the same place of its transaction, whatever its state. */
  Optional<Known> find(Sighting sighting) {
    return of(
            sighting,
            """
            select id, state, coalesce(block_hash, '') as block_hash from transfer
            where chain = :chain and tx_hash = :tx and position = :position and to_address = :to
              and contract = :contract and units = :units
            for update
            """)
        .param("position", sighting.position())
        .query((row, n) -> Known.read(row))
        .optional();
  }

  /**
   * A contract may do the same at another place of the transaction when it runs again on another
   * state: that is the lost transfer and no second one.
   */
  Optional<Known> findElsewhere(Sighting sighting) {
    return of(
            sighting,
            """
            select id, state, '' as block_hash from transfer
            where chain = :chain and tx_hash = :tx and to_address = :to
              and contract = :contract and units = :units and state = 'lost'
            order by id limit 1
            for update
            """)
        .query((row, n) -> Known.read(row))
        .optional();
  }

  /**
   * Writes the row of a transfer that was never seen before.
   *
   * @param block that it is in; null while it waits in the mempool
   * @return its id
   */
  long insert(Sighting sighting, @Nullable BlockHeader block, Instant firstSeen) {
    return of(
            sighting,
            """
            insert into transfer (chain, tx_hash, position, from_address, to_address, asset,
              contract, units, block_number, block_hash, block_time, first_seen_at, state)
            values (:chain, :tx, :position, :from, :to, :asset, :contract, :units, :number, :hash,
              :time, :first, :state)
            returning id
            """)
        .param("position", sighting.position())
        .param("from", sighting.from())
        .param("asset", sighting.assetCode())
        .param("number", block == null ? null : block.number())
        .param("hash", block == null ? null : block.hash())
        .param("time", block == null ? null : Timestamp.from(block.time()))
        .param("first", Timestamp.from(firstSeen))
        .param("state", block == null ? "mempool" : "mined")
        .query(Long.class)
        .single();
  }

  /** Records a fact, unless the transfer is of a token that is not listed. */
  boolean tell(long id, Sighting sighting, TransferFact.Kind kind) {
    if (sighting.assetCode() == null) {
      return false;
    }
    jdbc.sql("insert into transfer_fact (transfer_id, kind, at) values (:id, :kind, :now)")
        .param("id", id)
        .param("kind", kind.name())
        .param("now", Timestamp.from(now()))
        .update();
    return true;
  }

  /** What every statement of a sighting is asked by, its place apart. */
  private StatementSpec of(Sighting sighting, String text) {
    return sql(text)
        .param("tx", sighting.txHash())
        .param("to", sighting.to())
        .param("contract", sighting.contract())
        .param("units", new BigDecimal(sighting.units()));
  }

  /** A statement about this chain. */
  StatementSpec sql(String text) {
    return jdbc.sql(text).param("chain", chain);
  }
}
