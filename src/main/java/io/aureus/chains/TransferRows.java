package io.aureus.chains;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads rows of {@code transfer}. */
final class TransferRows {
  /** The columns that {@link #read} wants, of a transfer {@code t}. */
  static final String COLUMNS =
      """
      t.id as transfer_id, t.chain, t.tx_hash, t.position, t.from_address, t.to_address, t.asset,
      t.contract, t.units, t.block_number, t.block_hash, t.block_time, t.first_seen_at
      """;

  private TransferRows() {}

  static Transfer read(ResultSet row) throws SQLException {
    long number = row.getLong("block_number");
    Long block = row.wasNull() ? null : number;
    return new Transfer(
        row.getLong("transfer_id"),
        row.getString("chain"),
        row.getString("tx_hash"),
        row.getString("position"),
        row.getString("from_address"),
        row.getString("to_address"),
        row.getString("asset"),
        row.getString("contract"),
        row.getBigDecimal("units").toBigIntegerExact(),
        block,
        row.getString("block_hash"),
        instant(row.getTimestamp("block_time")),
        row.getTimestamp("first_seen_at").toInstant());
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }
}
