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
   * @param busyUntil until then nobody else may tell it; null for nobody
   */
  record Bound(
      String paymentHash,
      PayoutId payout,
      long millisatoshi,
      long feeCap,
      @Nullable String nodeId,
      @Nullable Instant busyUntil) {

    /** Whether the node may have been told to pay it. */
    boolean isTried() {
      return nodeId != null;
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
   * @return whether it was written: false where a payout has the payment hash already
   */
  boolean insert(Bound bound) {
    return jdbc.sql(
                """
                insert into lightning_payment (payment_hash, payout_id, millisatoshi, fee_cap)
                values (?, ?, ?, ?) on conflict (payment_hash) do nothing
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

  /** Somebody is about to tell a node to pay it. The payout must be locked. */
  void begin(PayoutId id, String nodeId, Instant now, Instant until) {
    jdbc.sql(
            """
            update lightning_payment set node_id = ?, tried_at = ?, busy_until = ?
            where payout_id = ?
            """)
        .params(nodeId, at(now), at(until), uuid(id))
        .update();
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

  void paid(PayoutId id, String preimage) {
    jdbc.sql("update lightning_payment set preimage = ? where payout_id = ?")
        .params(preimage, uuid(id))
        .update();
  }

  private static Bound bound(ResultSet row) throws SQLException {
    OffsetDateTime busy = row.getObject("busy_until", OffsetDateTime.class);
    return new Bound(
        row.getString("payment_hash"),
        new PayoutId(row.getString("payout_id")),
        row.getLong("millisatoshi"),
        row.getLong("fee_cap"),
        row.getString("node_id"),
        busy == null ? null : busy.toInstant());
  }

  private static UUID uuid(PayoutId id) {
    return UUID.fromString(id.value());
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
