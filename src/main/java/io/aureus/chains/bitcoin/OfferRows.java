package io.aureus.chains.bitcoin;

import io.aureus.chains.ChainJournal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code coin_offer}: what we offered to one chain. */
final class OfferRows {
  private final ChainJournal.Parts parts;
  private final String chain;
  private final CoinRows rows;

  /**
   * The block that holds a transaction of ours.
   *
   * @param hash null where the block is so deep that it is no longer kept
   */
  record Place(long number, @Nullable String hash) {}

  OfferRows(ChainJournal.Parts parts, String chain, CoinRows rows) {
    this.parts = parts;
    this.chain = chain;
    this.rows = rows;
  }

  /** Keeps a transaction and what it spends, before any node has it; again is no fault. */
  void keep(CoinTransaction transaction, String hex) {
    parts
        .transactions()
        .executeWithoutResult(
            status -> {
              parts
                  .jdbc()
                  .sql(
                      """
                      insert into coin_offer (chain, tx_hash, raw, offered_at)
                      values (?, ?, ?, ?) on conflict do nothing
                      """)
                  .params(chain, transaction.txid(), hex, Timestamp.from(parts.clock().instant()))
                  .update();
              rows.insertInputs(inputs(transaction));
            });
  }

  /**
   * What spends the same as one of ours is to be recognised again where a reorganisation took ours
   * out of a block that is so deep that its inputs were forgotten. In the current transaction.
   */
  void rememberInputs() {
    parts
        .jdbc()
        .sql(
            """
            select raw from coin_offer o where chain = ? and block_number is null and not exists (
              select from coin_input i where i.chain = o.chain and i.tx_hash = o.tx_hash)
            """)
        .param(chain)
        .query(String.class)
        .list()
        .forEach(hex -> rows.insertInputs(inputs(CoinTransaction.parse(hex))));
  }

  private static List<CoinRows.Spend> inputs(CoinTransaction transaction) {
    return transaction.inputs().stream()
        .map(in -> new CoinRows.Spend(in.spent(), transaction.txid(), -1))
        .toList();
  }

  /**
   * Where it is; empty where no block that was read holds it. One that a block had before it was
   * offered here is known by the coins of ours that it spends.
   */
  Optional<Place> place(String txid) {
    return parts
        .jdbc()
        .sql(
            """
            select block_number, block_hash from coin_offer
            where chain = :chain and tx_hash = :txid and block_number is not null
            union
            select s.block_number, b.hash from coin_spend s
              left join chain_block b on b.chain = s.chain and b.number = s.block_number
            where s.chain = :chain and s.spent_by = :txid
            order by 1 desc, 2 nulls last limit 1
            """)
        .param("chain", chain)
        .param("txid", txid)
        .query((row, n) -> new Place(row.getLong(1), row.getString(2)))
        .optional();
  }

  Optional<String> raw(String txid) {
    return parts
        .jdbc()
        .sql("select raw from coin_offer where chain = ? and tx_hash = ?")
        .params(chain, txid)
        .query(String.class)
        .optional();
  }

  /** What these outputs of ours hold together; null where one of them is not recorded. */
  @Nullable BigInteger sum(List<OutPoint> points) {
    return parts
        .jdbc()
        .sql(
            """
            select case when count(*) = :count then sum(t.units) end
            from unnest(:txs::text[], :positions::text[]) as p(tx, position)
              join transfer t on t.chain = :chain and t.tx_hash = p.tx and t.position = p.position
            """)
        .param("chain", chain)
        .param("count", points.size())
        .param("txs", points.stream().map(OutPoint::txid).toArray(String[]::new))
        .param("positions", points.stream().map(CoinRows::position).toArray(String[]::new))
        .query((row, n) -> Optional.ofNullable(row.getBigDecimal(1)))
        .single()
        .map(BigDecimal::toBigIntegerExact)
        .orElse(null);
  }
}
