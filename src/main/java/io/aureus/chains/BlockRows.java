package io.aureus.chains;

import java.sql.Timestamp;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is kept of one chain's blocks: the latest, and of the older ones some for ever (landmarks),
 * so that a reorganisation of any depth ends at a block that was read.
 */
final class BlockRows {
  private final JdbcClient jdbc;
  private final String chain;
  private final int kept;

  /**
   * @param kept so many of the latest; of the older ones each whose number this divides
   */
  BlockRows(JdbcClient jdbc, String chain, int kept) {
    this.jdbc = jdbc;
    this.chain = chain;
    this.kept = kept;
  }

  /** Reading begins after this block. */
  void begin(BlockHeader anchor) {
    insert(List.of(anchor));
    insertLandmark(anchor);
  }

  /** Adds blocks that were read, and forgets those that are old by that. */
  void add(List<BlockHeader> blocks) {
    insert(blocks);
    blocks.stream().filter(block -> block.number() % kept == 0).forEach(this::insertLandmark);
    sql("delete from chain_block where chain = :chain and number < :below")
        .param("below", blocks.getLast().number() - kept)
        .update();
  }

  /** Forgets all above a block that the nodes have. */
  void back(BlockHeader ancestor) {
    for (String table : List.of("chain_block", "chain_landmark")) {
      sql("delete from " + table + " where chain = :chain and number > :number")
          .param("number", ancestor.number())
          .update();
    }
    insert(List.of(ancestor));
    if (!hasLandmark()) {
      // Reading begins anew, below where it had.
      insertLandmark(ancestor);
    }
  }

  private boolean hasLandmark() {
    return sql("select exists (select from chain_landmark where chain = :chain)")
        .query(Boolean.class)
        .single();
  }

  private void insert(List<BlockHeader> blocks) {
    sql("""
            insert into chain_block (chain, number, hash, parent, time)
            select :chain, b.* from unnest(
              :numbers::bigint[], :hashes::text[], :parents::text[], :times::timestamptz[]) as b
            on conflict (chain, number) do update set
              hash = excluded.hash, parent = excluded.parent, time = excluded.time
            """)
        .param("numbers", blocks.stream().map(BlockHeader::number).toArray(Long[]::new))
        .param("hashes", blocks.stream().map(BlockHeader::hash).toArray(String[]::new))
        .param("parents", blocks.stream().map(BlockHeader::parent).toArray(String[]::new))
        .param(
            "times", blocks.stream().map(b -> Timestamp.from(b.time())).toArray(Timestamp[]::new))
        .update();
  }

  private void insertLandmark(BlockHeader block) {
    sql("""
            insert into chain_landmark (chain, number, hash, time)
            values (:chain, :number, :hash, :time)
            on conflict (chain, number) do update set hash = excluded.hash, time = excluded.time
            """)
        .param("number", block.number())
        .param("hash", block.hash())
        .param("time", Timestamp.from(block.time()))
        .update();
  }

  /** The latest, and below them the blocks of transfers and the landmarks; highest first. */
  List<BlockHeader> known() {
    return sql("""
            select number, hash, parent, time from chain_block where chain = :chain
            union all
            select o.* from (
              select block_number, block_hash, '', block_time from transfer
              where chain = :chain and state = 'mined'
              union
              select number, hash, '', time from chain_landmark where chain = :chain
            ) o (number, hash, parent, time)
            where o.number < (select min(number) from chain_block where chain = :chain)
            order by 1 desc
            limit 100000
            """)
        .query((row, n) -> JournalRows.header(row))
        .list();
  }

  /** The kept headers of the blocks that these sightings are in. */
  List<BlockHeader> kept(List<Sighting> sightings) {
    return sql("""
            select number, hash, parent, time from chain_block
            where chain = :chain and number = any (:numbers)
            """)
        .param("numbers", sightings.stream().map(Sighting::blockNumber).toArray(Long[]::new))
        .query((row, n) -> JournalRows.header(row))
        .list();
  }

  private JdbcClient.StatementSpec sql(String text) {
    return jdbc.sql(text).param("chain", chain);
  }
}
