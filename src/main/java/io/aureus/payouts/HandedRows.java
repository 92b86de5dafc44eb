package io.aureus.payouts;

import io.aureus.payouts.Places.Gas;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code payout_handed} and {@code payout_paid_by}. */
final class HandedRows {
  /**
   * What a merchant was given to sign.
   *
   * @param afterBlock only what is in a block above it can pay for it
   * @param from the merchant's address; null where none was found that could pay
   * @param raw the unsigned bytes; null likewise
   * @param words what the merchant should know, for people; empty for nothing
   * @param toldHash the transaction that he says it was; null for none
   */
  record Handed(
      long afterBlock,
      @Nullable String from,
      long nonce,
      @Nullable Gas gas,
      @Nullable String raw,
      String words,
      @Nullable String toldHash,
      Instant madeAt) {}

  private final JdbcClient jdbc;

  HandedRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(PayoutId id, long afterBlock) {
    jdbc.sql(
            """
            insert into payout_handed (payout_id, after_block, nonce, words, made_at)
            values (?, ?, 0, '', to_timestamp(0)) on conflict (payout_id) do nothing
            """)
        .params(uuid(id), afterBlock)
        .update();
  }

  Optional<Handed> of(PayoutId id) {
    return jdbc.sql("select * from payout_handed where payout_id = ?")
        .param(uuid(id))
        .query(
            (row, n) ->
                new Handed(
                    row.getLong("after_block"),
                    row.getString("from_address"),
                    row.getLong("nonce"),
                    row.getString("raw") == null
                        ? null
                        : new Gas(
                            row.getLong("gas_limit"),
                            whole(row.getBigDecimal("max_fee")),
                            whole(row.getBigDecimal("priority"))),
                    row.getString("raw"),
                    row.getString("words"),
                    row.getString("told_hash"),
                    row.getObject("made_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  /** Made anew: fees and numbers grow old while a merchant thinks. */
  void made(PayoutId id, String from, long nonce, Gas gas, String raw, String words, Instant at) {
    jdbc.sql(
            """
            update payout_handed set from_address = ?, nonce = ?, gas_limit = ?,
              max_fee = ?::numeric, priority = ?::numeric, raw = ?, words = ?, made_at = ?
            where payout_id = ?
            """)
        .params(from, nonce, gas.limit(), gas.maxFee().toString(), gas.priority().toString())
        .params(raw, words, at.atOffset(ZoneOffset.UTC), uuid(id))
        .update();
  }

  void notMade(PayoutId id, String words, Instant at) {
    jdbc.sql(
            """
            update payout_handed set from_address = null, raw = null, words = ?, made_at = ?
            where payout_id = ?
            """)
        .params(words, at.atOffset(ZoneOffset.UTC), uuid(id))
        .update();
  }

  void told(PayoutId id, @Nullable String hash) {
    jdbc.sql("update payout_handed set told_hash = ? where payout_id = ?")
        .param(hash)
        .param(uuid(id))
        .update();
  }

  /**
   * @return false where that transfer has paid for another payout
   */
  boolean claim(PayoutId id, String chain, String txHash, String position, long block) {
    return jdbc.sql(
                """
                insert into payout_paid_by (chain, tx_hash, position, payout_id, block)
                values (?, ?, ?, ?, ?) on conflict do nothing
                """)
            .params(chain, txHash, position, uuid(id), block)
            .update()
        == 1;
  }

  boolean isClaimed(String chain, String txHash, String position) {
    return jdbc.sql(
            """
            select exists (select 1 from payout_paid_by
                           where chain = ? and tx_hash = ? and position = ?)
            """)
        .params(chain, txHash, position)
        .query(Boolean.class)
        .single();
  }

  /** Whether we signed it ourselves, so that it pays for a payout of ours and for no other. */
  boolean isOurs(String txHash) {
    return jdbc.sql(
            """
            select exists (select 1 from payout_signed where tx_hash = ?)
                or exists (select 1 from coin_signed where tx_hash = ?)
            """)
        .params(txHash, txHash)
        .query(Boolean.class)
        .single();
  }

  /** The block of what paid for it. */
  long block(PayoutId id) {
    return jdbc.sql("select block from payout_paid_by where payout_id = ?")
        .param(uuid(id))
        .query(Long.class)
        .single();
  }

  void release(PayoutId id) {
    jdbc.sql("delete from payout_paid_by where payout_id = ?").param(uuid(id)).update();
  }

  private static BigInteger whole(java.math.BigDecimal value) {
    return value.toBigIntegerExact();
  }

  private static UUID uuid(PayoutId id) {
    return UUID.fromString(id.value());
  }
}
