package io.aureus.payouts;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code coin_child}: which signed bytes a child of ours carries. */
final class ChildRows {
  /**
   * Signed bytes of a bundle, as those of whom a child may spend from.
   *
   * @param bundle whose bytes they are
   * @param fee in the coin's smallest unit
   * @param weight at most
   */
  record Parent(long bundle, String hash, String raw, long fee, long weight) {}

  private static final String OPEN = "p.state not in ('CANCELLED', 'FAILED')";

  /** No bytes were signed for the parent's payouts since: they would be its end. */
  private static final String NEWEST =
      """
       not exists (
        select 1 from coin_signed n where n.bundle_id = s.bundle_id and n.no > c.newest_no)
      """;

  private final JdbcClient jdbc;

  ChildRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Parent bytes(String hash) {
    return parent("s.tx_hash = ?", hash).orElseThrow();
  }

  /** What a child carries. */
  Parent parent(PayoutId child) {
    return parent(
            "s.tx_hash = (select parent_hash from coin_child where payout_id = ?::uuid)",
            child.value())
        .orElseThrow();
  }

  private Optional<Parent> parent(String where, String value) {
    return jdbc.sql("select s.* from coin_signed s where " + where)
        .param(value)
        .query(
            (row, n) ->
                new Parent(
                    row.getLong("bundle_id"),
                    row.getString("tx_hash"),
                    row.getString("raw"),
                    row.getLong("fee"),
                    row.getLong("weight")))
        .optional();
  }

  /** The child of these bytes, however it stands. */
  Optional<PayoutId> of(String parentHash) {
    return jdbc.sql("select payout_id from coin_child where parent_hash = ?")
        .param(parentHash)
        .query((row, n) -> new PayoutId(row.getString(1)))
        .optional();
  }

  /** Bytes of the bundle that an open child carries; empty for none that still counts. */
  Optional<String> carried(long bundle) {
    return jdbc.sql(
            """
            select c.parent_hash from coin_child c join payout p on p.id = c.payout_id
              join coin_signed s on s.tx_hash = c.parent_hash
            where s.bundle_id = ? and\s"""
                + OPEN
                + " and "
                + NEWEST
                + " order by s.no desc limit 1")
        .param(bundle)
        .query(String.class)
        .optional();
  }

  /** One that was taken back before it was signed makes room for another. */
  void insert(PayoutId child, String parentHash) {
    jdbc.sql(
            """
            delete from coin_child c using payout p
            where c.parent_hash = ? and p.id = c.payout_id and p.state = 'CANCELLED'
            """)
        .param(parentHash)
        .update();
    jdbc.sql(
            """
            insert into coin_child (payout_id, parent_hash, newest_no)
            select ?, s.tx_hash,
              (select max(n.no) from coin_signed n where n.bundle_id = s.bundle_id)
            from coin_signed s where s.tx_hash = ?
            """)
        .params(UUID.fromString(child.value()), parentHash)
        .update();
  }

  /** Whether what a child carries waits for a block, and no newer bytes for the same payouts do. */
  boolean waits(PayoutId child) {
    return is(child, NEWEST, "p.state in ('SIGNED', 'BROADCASTING', 'UNCLEAR')");
  }

  /** Whether the very bytes that a child carries are in a block. */
  boolean isMined(PayoutId child) {
    return is(child, "true", "p.state in ('SEEN', 'CONFIRMED') and p.tx_hash = s.tx_hash");
  }

  private boolean is(PayoutId child, String bytes, String payout) {
    return jdbc.sql(
            """
            select exists (
              select 1 from coin_child c join coin_signed s on s.tx_hash = c.parent_hash
                join coin_bundle_payout m on m.bundle_id = s.bundle_id
                join payout p on p.id = m.payout_id
              where c.payout_id = ?::uuid and %s and %s)
            """
                .formatted(bytes, payout))
        .param(child.value())
        .query(Boolean.class)
        .single();
  }

  /** The signed child of the transaction that counts for a payout. */
  Optional<Payouts.Carrier> carrier(PayoutId id, Asset coin) {
    return jdbc.sql(
            """
            select p.state, p.tx_hash, s.fee, parent.fee as parent_fee
            from payout own
              join coin_bundle_payout m on m.payout_id = own.id
              join coin_signed parent
                on parent.bundle_id = m.bundle_id and parent.tx_hash = own.tx_hash
              join coin_child c on c.parent_hash = parent.tx_hash
              join payout p on p.id = c.payout_id
              join coin_signed s on s.tx_hash = p.tx_hash
            where own.id = ?::uuid and\s"""
                + OPEN)
        .param(id.value())
        .query(
            (row, n) ->
                new Payouts.Carrier(
                    row.getString("tx_hash"),
                    PayoutState.valueOf(row.getString("state")),
                    Amount.ofUnits(coin, row.getLong("fee")),
                    Amount.ofUnits(coin, row.getLong("fee") + row.getLong("parent_fee"))))
        .optional();
  }
}
