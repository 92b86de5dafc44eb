package io.aureus.chains;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

  /** Which of these transactions have a row of any transfer. */
  Set<String> recorded(Collection<String> txHashes) {
    return Set.copyOf(
        sql("select distinct tx_hash from transfer where chain = :chain and tx_hash = any (:txs)")
            .param("txs", txHashes.toArray(String[]::new))
            .query(String.class)
            .list());
  }

  /**
   * A transfer that was never seen before.
   *
   * @param block that it is in; null while it waits in the mempool
   */
  record New(Sighting sighting, @Nullable BlockHeader block, Instant firstSeen) {}

  /**
   * Writes the rows of them all, and the facts that they were seen, with one statement: a block may
   * hold hundreds.
   *
   * @return whether a fact was recorded
   */
  boolean insertSeen(List<New> all) {
    if (all.isEmpty()) {
      return false;
    }
    return sql("""
            with seen as (
              insert into transfer (chain, tx_hash, position, from_address, to_address, asset,
                contract, units, block_number, block_hash, block_time, first_seen_at, state)
              select :chain, s.tx, s.position, s.sender, s.receiver, s.asset, s.contract, s.units,
                s.number, s.hash, s.time, s.first,
                case when s.number is null then 'mempool' else 'mined' end
              from unnest(:txs::text[], :positions::text[], :from::text[], :to::text[],
                :assets::text[], :contracts::text[], :units::numeric[], :numbers::bigint[],
                :hashes::text[], :times::timestamptz[], :firsts::timestamptz[]) with ordinality
                as s(tx, position, sender, receiver, asset, contract, units, number, hash, time,
                  first, place)
              order by s.place
              returning id, asset)
            insert into transfer_fact (transfer_id, kind, at)
            select id, 'SEEN', :now from seen where asset is not null order by id
            """)
            .param("txs", texts(all, one -> one.sighting().txHash()))
            .param("positions", texts(all, one -> one.sighting().position()))
            .param("from", texts(all, one -> one.sighting().from()))
            .param("to", texts(all, one -> one.sighting().to()))
            .param("assets", texts(all, one -> one.sighting().assetCode()))
            .param("contracts", texts(all, one -> one.sighting().contract()))
            .param("units", texts(all, one -> one.sighting().units().toString()))
            .param("numbers", texts(all, one -> text(one.block(), BlockHeader::number)))
            .param("hashes", texts(all, one -> text(one.block(), BlockHeader::hash)))
            .param("times", texts(all, one -> text(one.block(), BlockHeader::time)))
            .param("firsts", texts(all, one -> one.firstSeen().toString()))
            .param("now", Timestamp.from(now()))
            .update()
        > 0;
  }

  /**
   * Puts those that waited in the mempool, or were evicted, into their blocks, and records that,
   * with one statement.
   *
   * @return {@link #place} of each that was
   */
  Set<String> moveWaiting(List<New> all) {
    return Set.copyOf(
        sql("""
            with moved as (
              update transfer t set state = 'mined', evicted_at = null, block_number = s.number,
                block_hash = s.hash, block_time = s.time
              from unnest(:txs::text[], :positions::text[], :to::text[], :contracts::text[],
                :units::numeric[], :numbers::bigint[], :hashes::text[], :times::timestamptz[])
                as s(tx, position, receiver, contract, units, number, hash, time)
              where t.chain = :chain and t.tx_hash = s.tx and t.position = s.position
                and t.to_address = s.receiver and t.contract = s.contract and t.units = s.units
                and t.state in ('mempool', 'evicted')
              returning t.id, t.asset, t.tx_hash, t.position),
            told as (
              insert into transfer_fact (transfer_id, kind, at)
              select id, 'MOVED', :now from moved where asset is not null order by id)
            select tx_hash || ' ' || position from moved
            """)
            .param("txs", texts(all, one -> one.sighting().txHash()))
            .param("positions", texts(all, one -> one.sighting().position()))
            .param("to", texts(all, one -> one.sighting().to()))
            .param("contracts", texts(all, one -> one.sighting().contract()))
            .param("units", texts(all, one -> one.sighting().units().toString()))
            .param("numbers", texts(all, one -> text(one.block(), BlockHeader::number)))
            .param("hashes", texts(all, one -> text(one.block(), BlockHeader::hash)))
            .param("times", texts(all, one -> text(one.block(), BlockHeader::time)))
            .param("now", Timestamp.from(now()))
            .query(String.class)
            .list());
  }

  /** Where in the chain's transactions a transfer is. */
  static String place(Sighting sighting) {
    return sighting.txHash() + " " + sighting.position();
  }

  private static @Nullable String[] texts(List<New> all, Function<New, @Nullable String> of) {
    return all.stream().map(of).toArray(String[]::new);
  }

  private static @Nullable String text(
      @Nullable BlockHeader block, Function<BlockHeader, Object> of) {
    return block == null ? null : of.apply(block).toString();
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
