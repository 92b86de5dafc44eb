package io.aureus.chains;

import io.aureus.money.Amount;
import io.aureus.money.Chain;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code departure}. */
final class StoredDepartures implements Departures {
  private final JdbcClient jdbc;

  StoredDepartures(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<Departure> of(Amount amount, String to, long afterBlock) {
    String chain = amount.asset().chain().code();
    String family = amount.asset().chain().family();
    return jdbc.sql(
            """
            select * from departure
            where chain = ? and to_address = ? and asset = ? and units = ?::numeric
              and block_number > ?
            order by block_number, tx_hash, position
            """)
        .params(
            chain,
            StoredWatchlist.canonical(family, to),
            amount.asset().code(),
            amount.units().toString(),
            afterBlock)
        .query(
            (row, n) ->
                new Departure(
                    chain,
                    row.getString("tx_hash"),
                    row.getString("position"),
                    row.getString("from_address"),
                    row.getString("to_address"),
                    row.getLong("block_number"),
                    row.getTimestamp("block_time").toInstant()))
        .list();
  }

  @Override
  public List<Left> left(Chain chain, long afterBlock) {
    return jdbc.sql(
            """
            select tx_hash, fee, block_number from coin_departure
            where chain = ? and block_number > ? order by block_number, tx_hash
            """)
        .params(chain.code(), afterBlock)
        .query((row, n) -> left(row))
        .list();
  }

  @Override
  public Optional<Left> left(Chain chain, String txHash) {
    return jdbc.sql(
            "select tx_hash, fee, block_number from coin_departure where chain = ? and tx_hash = ?")
        .params(chain.code(), txHash)
        .query((row, n) -> left(row))
        .optional();
  }

  private static Left left(ResultSet row) throws SQLException {
    return new Left(row.getString(1), (Long) row.getObject(2), row.getLong(3));
  }

  /** Adds what was found in these blocks; what stands already is left. */
  static void record(JdbcClient jdbc, String chain, List<Sighting> sent, List<BlockHeader> blocks) {
    Map<Long, BlockHeader> headers =
        blocks.stream().collect(Collectors.toMap(BlockHeader::number, Function.identity()));
    for (Sighting one : sent) {
      BlockHeader block = headers.get(one.blockNumber());
      if (block == null) {
        throw new IllegalStateException("no block " + one.blockNumber() + " in this step");
      }
      jdbc.sql(
              """
              insert into departure values (?, ?, ?, ?, ?, ?, ?::numeric, ?, ?)
              on conflict do nothing
              """)
          .params(chain, one.txHash(), one.position())
          .param(one.from())
          .param(one.to())
          .param(one.assetCode())
          .params(one.units().toString(), one.blockNumber(), Timestamp.from(block.time()))
          .update();
    }
  }

  static void loseAbove(JdbcClient jdbc, String chain, long ancestor) {
    jdbc.sql("delete from departure where chain = ? and block_number > ?")
        .params(chain, ancestor)
        .update();
  }
}
