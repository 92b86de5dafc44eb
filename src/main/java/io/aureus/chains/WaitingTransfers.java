package io.aureus.chains;

import io.aureus.chains.RecordedTransfers.Known;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The life of transfers that are in no block, on a chain whose mempool we see. In the mempool; or
 * evicted, and waited for; or gone, since another spent the same coins or it never came back. Every
 * method runs inside the caller's transaction.
 */
final class WaitingTransfers {
  /** An evicted transaction may come back, but an order does not wait for it for ever. */
  private static final Duration PATIENCE = Duration.ofHours(24);

  private final RecordedTransfers rows;

  private record Waits(long id, String txHash) {}

  WaitingTransfers(RecordedTransfers rows) {
    this.rows = rows;
  }

  /** Records what is in the mempool; one that was seen before keeps the moment of that. */
  boolean seen(List<Sighting> sightings, Map<String, Instant> since) {
    boolean told = false;
    Set<String> recorded = rows.recorded(sightings.stream().map(Sighting::txHash).toList());
    List<RecordedTransfers.New> fresh = new ArrayList<>();
    for (Sighting sighting : sightings) {
      Optional<Known> known =
          recorded.contains(sighting.txHash()) ? rows.find(sighting) : Optional.empty();
      if (known.isEmpty()) {
        Instant now = rows.now();
        Instant first = since.getOrDefault(sighting.txHash(), now);
        fresh.add(new RecordedTransfers.New(sighting, null, first.isBefore(now) ? first : now));
      } else {
        told |= again(known.get(), sighting);
      }
    }
    told |= rows.insertSeen(fresh);
    return told;
  }

  private boolean again(Known known, Sighting sighting) {
    if (known.state().equals("mined") || known.state().equals("mempool")) {
      return false;
    }
    sql("""
    update transfer set state = 'mempool', lost_at = null, evicted_at = null,
      told_confirmed = told_confirmed and state <> 'gone'
    where chain = :chain and id = :id
    """)
        .param("id", known.id())
        .update();
    return switch (known.state()) {
      case "gone" -> rows.tell(known.id(), sighting, TransferFact.Kind.SEEN);
      case "lost" -> rows.tell(known.id(), sighting, TransferFact.Kind.MOVED);
      default -> false;
    };
  }

  /**
   * Takes away what can never be mined any more.
   *
   * @param mined whether what is in its place is in a block: only then is one given up that had
   *     been confirmed
   * @return the transfers that were taken away
   */
  List<Long> displace(Collection<String> txHashes, boolean mined) {
    if (txHashes.isEmpty()) {
      return List.of();
    }
    return sql("""
    with displaced as (
      update transfer set state = 'gone', lost_at = null, evicted_at = null
      where chain = :chain and tx_hash = any (:txs)
        and state in ('mempool', 'evicted', 'lost') and (:mined or not told_confirmed)
      returning id, asset, told_confirmed),
    told as (
      insert into transfer_fact (transfer_id, kind, at)
      select id, case when told_confirmed then 'REVERSED' else 'REPLACED' end, :now
      from displaced where asset is not null order by id)
    select id from displaced
    """)
        .param("txs", txHashes.toArray(String[]::new))
        .param("mined", mined)
        .param("now", Timestamp.from(rows.now()))
        .query(Long.class)
        .list();
  }

  /**
   * Who pays a higher fee for a payment that waits has not paid later: what pays the same address
   * at least as much in place of what was displaced keeps the first sight of that.
   *
   * @param displaced transfers
   * @param sightings that were recorded in their place
   */
  void takeOver(List<Long> displaced, List<Sighting> sightings) {
    if (displaced.isEmpty() || sightings.isEmpty()) {
      return;
    }
    sql("""
    update transfer t set first_seen_at = least(t.first_seen_at, (
      select min(o.first_seen_at) from transfer o
      where o.id = any (:displaced) and o.to_address = t.to_address
        and o.asset is not distinct from t.asset and o.units <= t.units))
    where t.chain = :chain and t.tx_hash = any (:txs)
    """)
        .param("displaced", displaced.toArray(Long[]::new))
        .param("txs", sightings.stream().map(Sighting::txHash).toArray(String[]::new))
        .update();
  }

  /** Notes which of those in the mempool are there no more; nobody is told yet. */
  void missing(Predicate<String> listed) {
    List<Long> missing =
        inMempool().stream().filter(one -> !listed.test(one.txHash())).map(Waits::id).toList();
    if (!missing.isEmpty()) {
      sql("""
      update transfer set state = 'evicted', evicted_at = :now
      where chain = :chain and id = any (:ids)
      """)
          .param("now", Timestamp.from(rows.now()))
          .param("ids", missing.toArray(Long[]::new))
          .update();
    }
  }

  /** Tells of those that were evicted long ago and have not come back. */
  boolean giveUp() {
    Instant now = rows.now();
    return sql("""
    with given_up as (
      update transfer set state = 'gone', evicted_at = null
      where chain = :chain and state = 'evicted' and evicted_at <= :before
      returning id, asset, told_confirmed)
    insert into transfer_fact (transfer_id, kind, at)
    select id, case when told_confirmed then 'REVERSED' else 'DROPPED' end, :now
    from given_up where asset is not null order by id
    """)
            .param("before", Timestamp.from(now.minus(PATIENCE)))
            .param("now", Timestamp.from(now))
            .update()
        > 0;
  }

  /** True where {@link #missing} or {@link #giveUp} has something to do. */
  boolean isDue(Predicate<String> listed) {
    return inMempool().stream().anyMatch(one -> !listed.test(one.txHash()))
        || sql("""
        select exists (
          select from transfer
          where chain = :chain and state = 'evicted' and evicted_at <= :before)
        """)
            .param("before", Timestamp.from(rows.now().minus(PATIENCE)))
            .query(Boolean.class)
            .single();
  }

  Set<String> away() {
    return Set.copyOf(
        sql("select distinct tx_hash from transfer where chain = :chain and state in ('evicted',"
                + " 'lost')")
            .query(String.class)
            .list());
  }

  private List<Waits> inMempool() {
    return sql("select id, tx_hash from transfer where chain = :chain and state = 'mempool'")
        .query((row, n) -> new Waits(row.getLong("id"), row.getString("tx_hash")))
        .list();
  }

  private JdbcClient.StatementSpec sql(String text) {
    return rows.sql(text);
  }
}
