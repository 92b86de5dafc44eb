package io.aureus.chains;

import io.aureus.money.Amount;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
          .param(one.to().toLowerCase(Locale.ROOT))
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
