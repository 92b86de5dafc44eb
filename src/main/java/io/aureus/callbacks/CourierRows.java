package io.aureus.callbacks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The outbox as the courier sees it: what is due, whose turn it is, and what came of it. */
final class CourierRows {
  /** Any number, as long as every node takes the same. */
  private static final long CLAIMING = 0x61757265_75730001L;

  /** Lanes are found by skipping through the index: a long queue costs as much as a short one. */
  private static final String CLAIM =
      """
      with recursive lanes as (
        (select lane from delivery where state = 'SCHEDULED' order by lane limit 1)
        union all
        select (select d.lane from delivery d
                where d.state = 'SCHEDULED' and d.lane > lanes.lane
                order by d.lane limit 1)
        from lanes where lanes.lane is not null
      ),
      due as (
        select turn.id, turn.place, turn.next_at, coalesce(l.slow, false) as slow
        from lanes
        left join delivery_lane l on l.lane = lanes.lane
        cross join lateral (
          select count(*) as calls from delivery d
          where d.lane = lanes.lane and d.claim_until > :now) busy
        cross join lateral (
          select d.id, d.next_at, row_number() over (order by d.next_at, d.id) as place
          from delivery d
          where d.lane = lanes.lane and d.state = 'SCHEDULED' and d.next_at <= :now
            and (d.claim_until is null or d.claim_until <= :now)
          order by d.next_at, d.id
          limit greatest(0, case when l.slow then 1 else :per_lane end - busy.calls)) turn
        where lanes.lane is not null
      ),
      fair as (
        select id, slow, row_number() over (
                 partition by slow order by place, next_at, id) as place
        from due
      ),
      picked as (
        select d.id, fair.slow
        from fair join delivery d on d.id = fair.id
        where fair.place <= case when fair.slow then :slow_free else :free end
          and d.state = 'SCHEDULED' and (d.claim_until is null or d.claim_until <= :now)
        order by fair.place, fair.slow
        limit :free
        for update of d skip locked
      )
      update delivery d
      set claimed_by = :node, claim = :token, claim_until = :until
      from picked where d.id = picked.id
      returning d.id, d.merchant, d.order_id, d.payout_id, d.event, d.lane, d.base_url,
                d.add_public_key, d.add_order_id, d.method, d.information,
                d.status_alias, d.api_key_id, d.repeat_hurts, picked.slow
      """;

  private static final String RISKY =
      """
      select d.*, false as slow from delivery d where d.repeat_hurts and d.state = 'SCHEDULED'
      """;

  /** How much a node may take on: calls in all, and calls to slow hosts among them. */
  record Room(int free, int slowFree, int perLane) {}

  /** Who claims, and until when. A node that is late finds that its claim is no longer there. */
  record Claim(UUID token, String node, Instant now, Instant until) {}

  /** A delivery that is this node's to send. */
  record Claimed(
      UUID id,
      String merchant,
      @Nullable String orderId,
      @Nullable String payoutId,
      String event,
      String lane,
      String baseUrl,
      Additions additions,
      String method,
      String information,
      String statusAlias,
      @Nullable Long apiKeyId,
      boolean repeatHurts,
      boolean slow) {
    /** What it is about, for URLs and for people. */
    String subject() {
      return Objects.requireNonNullElse(orderId == null ? payoutId : orderId, "");
    }
  }

  /** The row under lock, as it stands when an answer is stored. */
  record Standing(String state, @Nullable UUID claim, int attempts, int tries, int unanswered) {}

  private final JdbcClient jdbc;

  CourierRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Claims what is due: the oldest of every lane before the second of any.
   *
   * <p>Nodes claim one after the other, so that the limit of a lane holds over all of them.
   */
  List<Claimed> claim(Claim claim, Room room) {
    if (!isAnythingDue(claim.now())) {
      return List.of();
    }
    jdbc.sql("select pg_advisory_xact_lock(?)").param(CLAIMING).query(row -> {});
    return jdbc.sql(CLAIM)
        .param("now", Timestamp.from(claim.now()))
        .param("per_lane", room.perLane())
        .param("free", room.free())
        .param("slow_free", room.slowFree())
        .param("node", claim.node())
        .param("token", claim.token())
        .param("until", Timestamp.from(claim.until()))
        .query((row, n) -> claimed(row))
        .list();
  }

  /** Most looks find nothing: they should cost nothing. */
  private boolean isAnythingDue(Instant now) {
    return jdbc.sql(
            """
            select exists (
              select 1 from delivery
              where state = 'SCHEDULED' and next_at <= :now
                and (claim_until is null or claim_until <= :now))
            """)
        .param("now", Timestamp.from(now))
        .query(Boolean.class)
        .single();
  }

  /** Locks the row until the transaction ends. */
  Standing lock(UUID id) {
    return jdbc.sql(
            """
            select state, claim, attempts, tries, unanswered from delivery where id = ? for update
            """)
        .param(id)
        .query(
            (row, n) ->
                new Standing(
                    row.getString("state"),
                    row.getObject("claim", UUID.class),
                    row.getInt("attempts"),
                    row.getInt("tries"),
                    row.getInt("unanswered")))
        .single();
  }

  /** What waits to be sent and does harm when it is repeated; locked. */
  List<Claimed> dueAndRisky() {
    return jdbc.sql(RISKY + " order by d.created_at, d.id for update")
        .query((row, n) -> claimed(row))
        .list();
  }

  /** Likewise one delivery; empty where it is another kind, or is not there. */
  Optional<Claimed> dueAndRisky(UUID id) {
    return jdbc.sql(RISKY + " and d.id = ? for update")
        .param(id)
        .query((row, n) -> claimed(row))
        .optional();
  }

  /** The record of a try; it stands whatever becomes of the delivery. */
  void addAttempt(UUID id, int no, Instant at, Outcome outcome) {
    jdbc.sql(
            """
            insert into delivery_attempt (delivery_id, no, at, status, latency_millis, excerpt)
            values (?, ?, ?, ?, ?, ?)
            """)
        .params(
            id,
            no,
            Timestamp.from(at),
            outcome.status(),
            outcome.latencyMillis(),
            outcome.excerpt())
        .update();
    jdbc.sql("update delivery set attempts = ? where id = ?").params(no, id).update();
  }

  void delivered(UUID id) {
    end(id, "DELIVERED");
  }

  void gaveUp(UUID id) {
    end(id, "GIVEN_UP");
  }

  /** The next try, and the counts that the one after it is reckoned from. */
  void again(UUID id, int tries, int unanswered, Instant nextAt) {
    jdbc.sql(
            """
            update delivery set tries = ?, unanswered = ?, next_at = ?, claimed_by = null,
                                claim = null, claim_until = null
            where id = ?
            """)
        .params(tries, unanswered, Timestamp.from(nextAt), id)
        .update();
  }

  /** What the last try says of its lane. */
  void noteLane(Claimed delivery, boolean success, boolean slow, Instant at, String words) {
    jdbc.sql(
            """
            insert into delivery_lane as l (
              lane, merchant, host, failures, failing_since, slow, last_at, last_words)
            values (:lane, :merchant, :host, case when :success then 0 else 1 end,
                    case when :success then null else :at::timestamptz end, :slow,
                    :at::timestamptz, :words)
            on conflict (lane) do update set
              failures = case when :success then 0 else l.failures + 1 end,
              failing_since = case when :success then null
                                   else coalesce(l.failing_since, excluded.failing_since) end,
              slow = excluded.slow, last_at = excluded.last_at, last_words = excluded.last_words
            """)
        .param("lane", delivery.lane())
        .param("merchant", delivery.merchant())
        .param("host", delivery.lane().substring(delivery.merchant().length() + 1))
        .param("success", success)
        .param("slow", slow)
        .param("at", at.toString())
        .param("words", words)
        .update();
  }

  private void end(UUID id, String state) {
    jdbc.sql(
            """
            update delivery set state = ?, next_at = null, claimed_by = null, claim = null,
                                claim_until = null
            where id = ?
            """)
        .params(state, id)
        .update();
  }

  private static Claimed claimed(ResultSet row) throws SQLException {
    return new Claimed(
        row.getObject("id", UUID.class),
        row.getString("merchant"),
        row.getString("order_id"),
        row.getString("payout_id"),
        row.getString("event"),
        row.getString("lane"),
        row.getString("base_url"),
        new Additions(row.getBoolean("add_public_key"), row.getBoolean("add_order_id")),
        row.getString("method"),
        row.getString("information"),
        row.getString("status_alias"),
        row.getObject("api_key_id", Long.class),
        row.getBoolean("repeat_hurts"),
        row.getBoolean("slow"));
  }
}
