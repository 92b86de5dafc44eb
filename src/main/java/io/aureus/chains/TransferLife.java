package io.aureus.chains;

import io.aureus.chains.RecordedTransfers.Known;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The life of transfers on one chain, and the facts that come of it. Mined, then at depth
 * confirmed; or lost with its block, then mined again or given up. Every method runs inside the
 * caller's transaction and answers whether a fact was recorded.
 */
final class TransferLife {
  private final RecordedTransfers rows;

  TransferLife(RecordedTransfers rows) {
    this.rows = rows;
  }

  /** Records what was found in blocks; finding it again in the same block changes nothing. */
  boolean record(List<Sighting> sightings, List<BlockHeader> blocks) {
    if (sightings.isEmpty()) {
      return false;
    }
    Map<Long, BlockHeader> byNumber = new HashMap<>();
    blocks.forEach(block -> byNumber.put(block.number(), block));
    Set<String> recorded = rows.recorded(sightings.stream().map(Sighting::txHash).toList());
    Set<String> places = new HashSet<>();
    List<RecordedTransfers.New> fresh = new ArrayList<>();
    List<RecordedTransfers.New> known = new ArrayList<>();
    for (Sighting sighting : sightings) {
      BlockHeader block = byNumber.get(sighting.blockNumber());
      if (block == null) {
        throw new IllegalStateException("no header of block " + sighting.blockNumber());
      }
      boolean isFirst = places.add(RecordedTransfers.place(sighting));
      boolean isNew = isFirst && !recorded.contains(sighting.txHash());
      (isNew ? fresh : known).add(fresh(sighting, block));
    }
    boolean told = rows.insertSeen(fresh);
    told |= recordKnown(known);
    return told;
  }

  /** Nearly all of them waited in the mempool. */
  private boolean recordKnown(List<RecordedTransfers.New> known) {
    if (known.isEmpty()) {
      return false;
    }
    Set<String> moved = rows.moveWaiting(known);
    boolean told = !moved.isEmpty();
    for (RecordedTransfers.New one : known) {
      if (!moved.contains(RecordedTransfers.place(one.sighting()))) {
        told |= record(one.sighting(), Objects.requireNonNull(one.block()));
      }
    }
    return told;
  }

  private boolean record(Sighting sighting, BlockHeader block) {
    Optional<Known> known = rows.find(sighting).or(() -> rows.findElsewhere(sighting));
    if (known.isEmpty()) {
      return rows.insertSeen(List.of(fresh(sighting, block)));
    }
    Known old = known.get();
    if (old.state().equals("mined") && old.blockHash().equals(block.hash())) {
      return false;
    }
    boolean isBack = old.state().equals("gone");
    sql("""
    update transfer set state = 'mined', lost_at = null, evicted_at = null, position = :position,
      block_number = :number, block_hash = :hash, block_time = :time,
      told_confirmed = told_confirmed and state <> 'gone'
    where chain = :chain and id = :id
    """)
        .param("position", sighting.position())
        .param("number", block.number())
        .param("hash", block.hash())
        .param("time", Timestamp.from(block.time()))
        .param("id", old.id())
        .update();
    return rows.tell(old.id(), sighting, isBack ? TransferFact.Kind.SEEN : TransferFact.Kind.MOVED);
  }

  /**
   * Tells of those that have reached the depth: mined in this block or below. Not while another to
   * the same address is lost, or was confirmed and waits again: what was mined in its place would
   * then count beside it.
   */
  boolean confirm(long upTo) {
    return sql("""
    with ripe as (
      update transfer t set told_confirmed = true
      where chain = :chain and state = 'mined' and not told_confirmed
        and asset is not null and block_number <= :upTo
        and not exists (
          select from transfer o
          where o.chain = :chain and o.to_address = t.to_address
            and (o.state = 'lost'
              or o.told_confirmed and o.state in ('mempool', 'evicted')))
      returning id, block_number)
    insert into transfer_fact (transfer_id, kind, at)
    select id, 'CONFIRMED', :now from ripe order by block_number, id
    """)
            .param("upTo", upTo)
            .param("now", Timestamp.from(rows.now()))
            .update()
        > 0;
  }

  /** Takes transfers above the common ancestor out of their blocks; nobody is told yet. */
  void lose(long ancestor) {
    sql("""
    update transfer set state = 'lost', lost_at = :ancestor, block_number = null,
      block_hash = null, block_time = null
    where chain = :chain and state = 'mined' and block_number > :ancestor
    """)
        .param("ancestor", ancestor)
        .update();
    sql("""
    update transfer set lost_at = :ancestor
    where chain = :chain and state = 'lost' and lost_at > :ancestor
    """)
        .param("ancestor", ancestor)
        .update();
  }

  /** Tells of those that were lost at this block or below and have not come back. */
  boolean giveUp(long lostUpTo) {
    return sql("""
    with given_up as (
      update transfer set state = 'gone', lost_at = null
      where chain = :chain and state = 'lost' and lost_at <= :upTo
      returning id, asset, told_confirmed)
    insert into transfer_fact (transfer_id, kind, at)
    select id, case when told_confirmed then 'REVERSED' else 'DROPPED' end, :now
    from given_up where asset is not null order by id
    """)
            .param("upTo", lostUpTo)
            .param("now", Timestamp.from(rows.now()))
            .update()
        > 0;
  }

  /** True where {@link #confirm} or {@link #giveUp} has something to do. */
  boolean isDue(long cursor, long settled, int confirmations) {
    return sql("""
    select exists (
      select from transfer where chain = :chain and state = 'mined'
        and not told_confirmed and asset is not null and block_number <= :ripe)
    or exists (
      select from transfer where chain = :chain and state = 'lost' and lost_at <= :lost)
    """)
        .param("ripe", settled - confirmations + 1)
        .param("lost", settled >= cursor ? cursor - confirmations : -1)
        .query(Boolean.class)
        .single();
  }

  private RecordedTransfers.New fresh(Sighting sighting, BlockHeader block) {
    Instant now = rows.now();
    // A payment that was read late, and moved by a reorganisation, keeps its first block's time.
    Instant first = block.time().isBefore(now) ? block.time() : now;
    return new RecordedTransfers.New(sighting, block, first);
  }

  private JdbcClient.StatementSpec sql(String text) {
    return rows.sql(text);
  }
}
