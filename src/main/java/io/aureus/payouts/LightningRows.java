package io.aureus.payouts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code lightning_payment}. */
final class LightningRows {
  /**
   * An invoice that a payout pays.
   *
   * @param millisatoshi that the payee gets
   * @param feeCap what routing may take at most, likewise
   * @param nodeId of the node that was told to pay; null where none was
   * @param triedAt when it was told the last time; null for never
   * @param busyUntil until then nobody else may tell it; null for nobody
   * @param isSeen whether the node's record was ever found to know of it
   */
  record Bound(
      String paymentHash,
      PayoutId payout,
      long millisatoshi,
      long feeCap,
      @Nullable String nodeId,
      @Nullable Instant triedAt,
      @Nullable Instant busyUntil,
      boolean isSeen) {
    /** One that no node was told to pay. */
    Bound(String paymentHash, PayoutId payout, long millisatoshi, long feeCap) {
      this(paymentHash, payout, millisatoshi, feeCap, null, null, null, false);
    }

    boolean isBusy(Instant now) {
      return busyUntil != null && now.isBefore(busyUntil);
    }
  }

  private final JdbcClient jdbc;

  LightningRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Takes the payment hash over from a payout that ended before any node was told of it, unless a
   * back-up brought that one: the machine before may have told its node.
   *
   * @return whether it was written: false where a payout has the payment hash already
   */
  boolean insert(Bound bound) {
    return jdbc.sql(
                """
                insert into lightning_payment (payment_hash, payout_id, millisatoshi, fee_cap)
                values (?, ?, ?, ?)
                on conflict (payment_hash) do update set payout_id = excluded.payout_id,
                  millisatoshi = excluded.millisatoshi, fee_cap = excluded.fee_cap
                where lightning_payment.tried_at is null and exists (
                  select 1 from payout p
                  where p.id = lightning_payment.payout_id and p.state in ('CANCELLED', 'FAILED')
                    and not exists (select 1 from payout_restored r where r.payout_id = p.id))
                """)
            .params(bound.paymentHash(), uuid(bound.payout()))
            .params(bound.millisatoshi(), bound.feeCap())
            .update()
        == 1;
  }

  Bound of(PayoutId id) {
    return jdbc.sql("select * from lightning_payment where payout_id = ?")
        .param(uuid(id))
        .query((row, n) -> bound(row))
        .single();
  }

  /** The payout that has a payment hash. */
  Optional<PayoutId> payout(String paymentHash) {
    return jdbc.sql("select payout_id from lightning_payment where payment_hash = ?")
        .param(paymentHash)
        .query((row, n) -> new PayoutId(row.getString(1)))
        .optional();
  }

  /** The node that was told last before the back-up was made that brought a payout. */
  Optional<String> nodeOfBackUp(PayoutId id) {
    return jdbc.sql(
            """
            select l.node_id from lightning_payment l, payout_restored r
            where r.payout_id = ? and l.tried_at <= r.made_at
            order by l.tried_at desc limit 1
            """)
        .param(uuid(id))
        .query(String.class)
        .optional();
  }

  /**
   * Somebody is about to tell a node to pay it. The payout must be locked.
   *
   * @param known what the look at the node's record went by
   * @return false, and nothing is written, where a node was told since
   */
  boolean begin(Bound known, String nodeId, Instant now, Instant until) {
    Instant tried = known.triedAt();
    return jdbc.sql(
                """
                update lightning_payment set node_id = ?, tried_at = ?, busy_until = ?
                where payout_id = ? and tried_at is not distinct from ?::timestamptz
                """)
            .params(nodeId, at(now), at(until), uuid(known.payout()))
            .param(tried == null ? null : at(tried))
            .update()
        == 1;
  }

  /** Whoever told the node has its answer; nothing is changed where that was somebody else. */
  void end(PayoutId id, Instant until) {
    jdbc.sql(
            """
            update lightning_payment set busy_until = null where payout_id = ? and busy_until = ?
            """)
        .params(uuid(id), at(until))
        .update();
  }

  /** The node's record knows of it: if it does not some day, it has lost that. */
  void seen(PayoutId id, Instant now) {
    jdbc.sql("update lightning_payment set seen_at = ? where payout_id = ? and seen_at is null")
        .params(at(now), uuid(id))
        .update();
  }

  void paid(PayoutId id, String preimage) {
    jdbc.sql("update lightning_payment set preimage = ? where payout_id = ?")
        .params(preimage, uuid(id))
        .update();
  }

  private static Bound bound(ResultSet row) throws SQLException {
    return new Bound(
        row.getString("payment_hash"),
        new PayoutId(row.getString("payout_id")),
        row.getLong("millisatoshi"),
        row.getLong("fee_cap"),
        row.getString("node_id"),
        instant(row, "tried_at"),
        instant(row, "busy_until"),
        row.getObject("seen_at") != null);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static UUID uuid(PayoutId id) {
    return UUID.fromString(id.value());
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
