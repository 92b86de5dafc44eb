package io.aureus.payouts;

import io.aureus.keys.Signer;
import io.aureus.payouts.Places.Gas;
import io.aureus.payouts.Places.Place;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code payout_signed}: bytes are stored here before anybody is offered them. */
final class SignedRows {
  /**
   * @param no 1 for the first; each later one pays more
   * @param offeredAt null where it was never offered, as far as we know
   * @param minedBlock the block that held it when it was last seen in one; 0 for none
   */
  record SignedRow(int no, String hash, String raw, @Nullable Instant offeredAt, long minedBlock) {}

  private final JdbcClient jdbc;

  SignedRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Newest first. */
  List<SignedRow> of(PayoutId id) {
    return jdbc.sql("select * from payout_signed where payout_id = ? order by no desc")
        .param(UUID.fromString(id.value()))
        .query(
            (row, n) -> {
              OffsetDateTime offered = row.getObject("offered_at", OffsetDateTime.class);
              return new SignedRow(
                  row.getInt("no"),
                  row.getString("tx_hash"),
                  row.getString("raw"),
                  offered == null ? null : offered.toInstant(),
                  row.getLong("mined_block"));
            })
        .list();
  }

  /** What the newest may cost. */
  Gas newestGas(PayoutId id) {
    return jdbc.sql("select * from payout_signed where payout_id = ? order by no desc limit 1")
        .param(UUID.fromString(id.value()))
        .query(
            (row, n) ->
                new Gas(
                    row.getLong("gas_limit"),
                    row.getBigDecimal("max_fee").toBigIntegerExact(),
                    row.getBigDecimal("priority").toBigIntegerExact()))
        .single();
  }

  void store(PayoutId id, int no, Place place, Gas gas, Signer.Signed signed, Instant now) {
    jdbc.sql(
            """
            insert into payout_signed (payout_id, no, chain, address, nonce, tx_hash, raw,
              gas_limit, max_fee, priority, signed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?::numeric, ?::numeric, ?)
            """)
        .params(UUID.fromString(id.value()), no, place.chain(), place.address(), place.nonce())
        .params(signed.hash(), signed.raw(), gas.limit())
        .params(gas.maxFee().toString(), gas.priority().toString())
        .param(now.atOffset(ZoneOffset.UTC))
        .update();
    jdbc.sql(
            """
            update payout_place set max_fee = ?::numeric, priority = ?::numeric
            where payout_id = ?
            """)
        .params(gas.maxFee().toString(), gas.priority().toString())
        .param(UUID.fromString(id.value()))
        .update();
  }

  void minedIn(String hash, long block) {
    jdbc.sql("update payout_signed set mined_block = ? where tx_hash = ?")
        .params(block, hash)
        .update();
  }

  void offered(PayoutId id, int no, Instant now) {
    jdbc.sql(
            """
            update payout_signed set offered_at = ?
            where payout_id = ? and no = ? and offered_at is null
            """)
        .params(now.atOffset(ZoneOffset.UTC), UUID.fromString(id.value()), no)
        .update();
  }
}
