package io.aureus.chains.bitcoin;

import io.aureus.chains.BlockHeader;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is kept of inputs and of our outputs on one chain, and the list of what is watched. */
final class CoinRows {
  private static final int PAGE = 50_000;

  private final JdbcClient jdbc;
  private final String chain;
  private final String family;

  /**
   * An input.
   *
   * @param by the transaction that it is of
   */
  record Spend(OutPoint spent, String by, long block) {}

  /**
   * A transaction whose coins may be spent only later.
   *
   * @param ripeAt the first block that may spend them
   */
  record Minted(String txid, long block, long ripeAt) {}

  /** An outpoint and the number of its row. */
  record Numbered(long id, OutPoint point) {}

  CoinRows(JdbcClient jdbc, String chain, String family) {
    this.jdbc = jdbc;
    this.chain = chain;
    this.family = family;
  }

  /** Below this number every transaction of the database has ended. */
  String watermark() {
    return jdbc.sql("select pg_snapshot_xmin(pg_current_snapshot())::text")
        .query(String.class)
        .single();
  }

  /** Every watched address, page by page. */
  void watched(Consumer<String> each) {
    String after = "";
    List<String> page;
    do {
      page =
          jdbc.sql(
                  """
                  select address from watched_address where family = ? and address > ?
                  order by address limit ?
                  """)
              .params(family, after, PAGE)
              .query(String.class)
              .list();
      page.forEach(each);
      after = page.isEmpty() ? "" : page.getLast();
    } while (page.size() == PAGE);
  }

  /** Those that may have been added since the watermark was asked for. */
  List<String> watchedSince(String watermark) {
    return jdbc.sql("select address from watched_address where family = ? and made_in >= ?::xid8")
        .params(family, watermark)
        .query(String.class)
        .list();
  }

  List<Numbered> inputsAfter(long id) {
    return jdbc.sql("select id, spent_tx, spent_no from coin_input where chain = ? and id > ?")
        .params(chain, id)
        .query(
            (row, n) ->
                new Numbered(row.getLong(1), new OutPoint(row.getString(2), row.getLong(3))))
        .list();
  }

  /** What the transactions spend that we offered and no block holds yet. */
  List<OutPoint> offeredInputs() {
    return jdbc.sql(
            """
            select i.spent_tx, i.spent_no from coin_offer o
              join coin_input i on i.chain = o.chain and i.tx_hash = o.tx_hash
            where o.chain = ? and o.block_number is null
            """)
        .param(chain)
        .query((row, n) -> new OutPoint(row.getString(1), row.getLong(2)))
        .list();
  }

  /** Outputs to watched addresses that no block spends yet. */
  List<Numbered> outputsAfter(long id) {
    return jdbc.sql(
            """
            select id, tx_hash, position from transfer t where chain = :chain and id > :id
              and not exists (select from coin_spend s where s.chain = :chain
                and s.tx_hash = t.tx_hash and s.position = t.position)
            """)
        .param("chain", chain)
        .param("id", id)
        .query(
            (row, n) ->
                new Numbered(
                    row.getLong(1), new OutPoint(row.getString(2), index(row.getString(3)))))
        .list();
  }

  /**
   * An output to a watched address.
   *
   * @param units what it holds
   */
  record Own(String address, long units) {}

  /** Which of these outputs go to watched addresses; those that do not are missing. */
  Map<OutPoint, Own> ours(Collection<OutPoint> points) {
    Map<OutPoint, Own> ours = new HashMap<>();
    if (points.isEmpty()) {
      return ours;
    }
    jdbc.sql(
            """
            select t.tx_hash, t.position, t.to_address, t.units
            from unnest(:txs::text[], :positions::text[]) as p(tx, position)
              join transfer t on t.chain = :chain and t.tx_hash = p.tx and t.position = p.position
            """)
        .param("chain", chain)
        .param("txs", points.stream().map(OutPoint::txid).toArray(String[]::new))
        .param("positions", points.stream().map(CoinRows::position).toArray(String[]::new))
        .query(
            row -> {
              ours.put(
                  new OutPoint(row.getString(1), index(row.getString(2))),
                  new Own(row.getString(3), row.getLong(4)));
            });
    return ours;
  }

  /** Transactions that pay us and are not these, but spend what these spend. */
  Set<String> displaced(List<Spend> spends) {
    return spends.isEmpty()
        ? Set.of()
        : Set.copyOf(
            arrays(
                    """
                    select distinct i.tx_hash
                    from unnest(:txs::text[], :nos::bigint[], :by::text[]) as s(tx, no, by)
                      join coin_input i on i.chain = :chain
                        and i.spent_tx = s.tx and i.spent_no = s.no and i.tx_hash <> s.by
                    """,
                    spends)
                .query(String.class)
                .list());
  }

  void insertInputs(List<Spend> spends) {
    if (!spends.isEmpty()) {
      arrays(
              """
              insert into coin_input (chain, tx_hash, spent_tx, spent_no)
              select :chain, s.by, s.tx, s.no
              from unnest(:txs::text[], :nos::bigint[], :by::text[]) as s(tx, no, by)
              on conflict do nothing
              """,
              spends)
          .update();
    }
  }

  /** Of these inputs, remembers those that spend outputs to watched addresses. */
  void insertSpends(List<Spend> spends) {
    if (!spends.isEmpty()) {
      arrays(
              """
              insert into coin_spend (chain, tx_hash, position, spent_by, block_number)
              select distinct t.chain, t.tx_hash, t.position, s.by, s.block
              from unnest(:txs::text[], :nos::bigint[], :by::text[], :blocks::bigint[])
                  as s(tx, no, by, block)
                join transfer t on t.chain = :chain and t.tx_hash = s.tx
                  and t.position = 'out:' || s.no
              on conflict (chain, tx_hash, position) do update
                set spent_by = excluded.spent_by, block_number = excluded.block_number
              """,
              spends)
          .param("blocks", spends.stream().map(Spend::block).toArray(Long[]::new))
          .update();
    }
  }

  /** Remembers what may be spent after many blocks only; again is no fault. */
  void insertMinted(List<Minted> minted) {
    if (!minted.isEmpty()) {
      jdbc.sql(
              """
              insert into coin_minted (chain, tx_hash, block_number, ripe_at)
              select :chain, m.tx, m.block, m.ripe
              from unnest(:txs::text[], :blocks::bigint[], :ripe::bigint[]) as m(tx, block, ripe)
              on conflict (chain, tx_hash) do update
                set block_number = excluded.block_number, ripe_at = excluded.ripe_at
              """)
          .param("chain", chain)
          .param("txs", minted.stream().map(Minted::txid).toArray(String[]::new))
          .param("blocks", minted.stream().map(Minted::block).toArray(Long[]::new))
          .param("ripe", minted.stream().map(Minted::ripeAt).toArray(Long[]::new))
          .update();
    }
  }

  /** Forgets the inputs of transactions in these blocks: they are too deep to be displaced. */
  void forgetInputs(long from, long to) {
    jdbc.sql(
            """
            delete from coin_input where chain = :chain and tx_hash in (
              select tx_hash from transfer where chain = :chain and state = 'mined'
                and block_number between :from and :to
              union all
              select tx_hash from coin_offer where chain = :chain
                and block_number between :from and :to)
            """)
        .param("chain", chain)
        .param("from", from)
        .param("to", to)
        .update();
  }

  /** Notes in which block these of the transactions that we offered are. */
  void mined(Collection<String> txids, BlockHeader block) {
    jdbc.sql(
            """
            update coin_offer set block_number = :number, block_hash = :hash, block_time = :time
            where chain = :chain and tx_hash = any (:txs)
            """)
        .param("chain", chain)
        .param("number", block.number())
        .param("hash", block.hash())
        .param("time", Timestamp.from(block.time()))
        .param("txs", txids.toArray(String[]::new))
        .update();
  }

  /** Notes that a block holds another transaction that spends what these spend. */
  void displacedOffers(Collection<String> txids, long block) {
    if (!txids.isEmpty()) {
      jdbc.sql(
              """
              update coin_offer set displaced_in = ? where chain = ? and tx_hash = any (?)
                and displaced_in is null
              """)
          .params(block, chain, txids.toArray(String[]::new))
          .update();
    }
  }

  /** Takes back what blocks above this one had done. */
  void rewind(long ancestor) {
    jdbc.sql("delete from coin_spend where chain = ? and block_number > ?")
        .params(chain, ancestor)
        .update();
    jdbc.sql(
            """
            update coin_offer set block_number = null, block_hash = null, block_time = null
            where chain = ? and block_number > ?
            """)
        .params(chain, ancestor)
        .update();
    jdbc.sql("delete from coin_minted where chain = ? and block_number > ?")
        .params(chain, ancestor)
        .update();
    jdbc.sql("update coin_offer set displaced_in = null where chain = ? and displaced_in > ?")
        .params(chain, ancestor)
        .update();
  }

  static String position(OutPoint point) {
    return "out:" + point.index();
  }

  static long index(String position) {
    return Long.parseLong(position.substring("out:".length()));
  }

  private JdbcClient.StatementSpec arrays(String text, List<Spend> spends) {
    return jdbc.sql(text)
        .param("chain", chain)
        .param("txs", spends.stream().map(s -> s.spent().txid()).toArray(String[]::new))
        .param("nos", spends.stream().map(s -> s.spent().index()).toArray(Long[]::new))
        .param("by", spends.stream().map(Spend::by).toArray(String[]::new));
  }
}
