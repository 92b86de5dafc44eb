package io.aureus.chains;

import io.aureus.money.Asset;
import io.aureus.money.Chain;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the tables {@code transfer}, {@code coin_spend}, {@code coin_minted} and {@code
 * coin_funding}.
 */
final class StoredBroughtCoins implements BroughtCoins {
  private static final String PREFIX = "out:";

  private final JdbcClient jdbc;

  StoredBroughtCoins(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<Coin> on(Asset asset, Collection<String> addresses) {
    return jdbc.sql(
            """
            select t.to_address, t.tx_hash, t.position, t.units, c.number - t.block_number + 1,
              t.told_confirmed and not exists (
                select 1 from coin_minted m
                where m.chain = t.chain and m.tx_hash = t.tx_hash
                  and m.ripe_at > c.number + 1)
            from transfer t join chain_cursor c on c.chain = t.chain
            where t.to_address = any(:addresses::text[]) and t.chain = :chain and t.asset = :asset
              and t.state = 'mined' and t.position like 'out:%'
              and not exists (
                select 1 from coin_spend s
                where s.chain = t.chain and s.tx_hash = t.tx_hash and s.position = t.position)
            order by t.units desc, t.id
            """)
        .param("addresses", addresses.toArray(String[]::new))
        .param("chain", asset.chain().code())
        .param("asset", asset.code())
        .query(
            (row, n) ->
                new Coin(
                    new UnspentCoins.Output(
                        row.getString(1),
                        row.getString(2),
                        Long.parseLong(row.getString(3).substring(PREFIX.length())),
                        row.getBigDecimal(4).toBigIntegerExact()),
                    row.getLong(5),
                    row.getBoolean(6)))
        .list();
  }

  @Override
  public Optional<Mined> spending(Chain chain, String txHash) {
    return jdbc.sql(
            """
            select s.block_number, least(c.number, c.head) - s.block_number + 1,
              array_agg(distinct t.to_address), array_agg(distinct s.tx_hash || ' ' || s.position)
            from coin_spend s join chain_cursor c on c.chain = s.chain
              join transfer t on t.chain = s.chain and t.tx_hash = s.tx_hash
                and t.position = s.position
            where s.chain = ? and s.spent_by = ?
            group by s.block_number, c.number, c.head
            """)
        .params(chain.code(), txHash)
        .query(
            (row, n) ->
                new Mined(
                    row.getLong(1),
                    row.getLong(2),
                    List.of((String[]) row.getArray(3).getArray()),
                    Arrays.stream((String[]) row.getArray(4).getArray())
                        .map(StoredBroughtCoins::point)
                        .toList()))
        .optional();
  }

  @Override
  public Map<String, String> funding(Chain chain, Collection<String> txHashes, int most) {
    Map<String, String> found = new HashMap<>();
    jdbc.sql(
            """
            with wanted as (
              select tx_hash, raw, sum(octet_length(raw)) over () as together from coin_funding
              where chain = :chain and tx_hash = any(:hashes::text[]))
            select tx_hash, encode(raw, 'hex') from wanted where together <= :most
            """)
        .param("chain", chain.code())
        .param("most", most)
        .param("hashes", txHashes.toArray(String[]::new))
        .query(
            row -> {
              found.put(row.getString(1), row.getString(2));
            });
    return found;
  }

  @Override
  public Optional<Long> depth(Chain chain, CoinsNow.Block block) {
    return jdbc.sql(
            """
            select least(c.number, c.head) - :number + 1 from chain_cursor c
            where c.chain = :chain and c.number >= :number and not exists (
              select 1 from chain_block b
              where b.chain = c.chain and b.number = :number and b.hash <> :hash)
            """)
        .param("chain", chain.code())
        .param("number", block.number())
        .param("hash", block.hash())
        .query(Long.class)
        .optional();
  }

  private static CoinsNow.Point point(String text) {
    int space = text.indexOf(' ');
    long index = Long.parseLong(text.substring(space + 1 + PREFIX.length()));
    return new CoinsNow.Point(text.substring(0, space), index);
  }
}
