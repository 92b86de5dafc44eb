package io.aureus.payouts;

import io.aureus.keys.CoinPoint;
import io.aureus.keys.CoinScript;
import io.aureus.keys.Signer;
import io.aureus.money.Chain;
import io.aureus.payouts.SignedRows.SignedRow;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables {@code coin_bundle}, {@code coin_bundle_payout}, {@code coin_lock} and {@code
 * coin_signed}.
 */
final class BundleRows {
  private final JdbcClient jdbc;

  BundleRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One at a time chooses coins of a chain, until the transaction ends. */
  void lockChain(Chain chain) {
    jdbc.sql("select 1 from (select pg_advisory_xact_lock(hashtextextended(?, 21))) as taken")
        .param("payouts.coins:" + chain.code())
        .query(Integer.class)
        .single();
  }

  /**
   * Payouts that could go out with another one, oldest first. What a back-up brought is not among
   * them: it is held against the chain before it is built; nor is what has coins of its own (a
   * child, a consolidation), even where it waits for its fee.
   */
  List<PayoutId> waiting(Chain chain, PayoutId but, int most) {
    return jdbc.sql(
            """
            select id from payout
            where chain = ? and custody = 'CUSTODIAL' and id <> ?
              and kind in ('WITHDRAWAL', 'REFUND')
              and (state = 'RESERVED' or (state = 'HELD' and hold = 'GAS_PRICE'))
              and not exists (select 1 from coin_alone a where a.payout_id = id)
              and not exists (select 1 from payout_restored r where r.payout_id = id)
            order by no limit ?
            """)
        .params(chain.code(), uuid(but), most)
        .query((row, n) -> new PayoutId(row.getString(1)))
        .list();
  }

  /** Writes a bundle, whose coins no other one has. */
  void insert(Chain chain, Bundle terms, List<Payout> members, List<OwnCoin> coins, Instant now) {
    long id =
        jdbc.sql(
                """
                insert into coin_bundle (chain, change_units, fee, weight, made_at)
                values (?, ?, ?, ?, ?) returning id
                """)
            .params(chain.code(), terms.change(), terms.fee(), terms.weight())
            .param(now.atOffset(ZoneOffset.UTC))
            .query(Long.class)
            .single();
    for (int i = 0; i < members.size(); i++) {
      jdbc.sql("insert into coin_bundle_payout (payout_id, bundle_id, position) values (?, ?, ?)")
          .params(uuid(members.get(i).id()), id, i)
          .update();
    }
    lock(chain, id, coins, 1);
  }

  /**
   * @param no the first of the bundle's bytes that spend them
   */
  void lock(Chain chain, long bundle, List<OwnCoin> coins, int no) {
    int from =
        jdbc.sql("select coalesce(max(position) + 1, 0) from coin_lock where bundle_id = ?")
            .param(bundle)
            .query(Integer.class)
            .single();
    for (int i = 0; i < coins.size(); i++) {
      OwnCoin own = coins.get(i);
      CoinPoint point = own.coin().point();
      // Those of a finished bundle whose last bytes did not spend it may stand there still.
      jdbc.sql("delete from coin_lock where chain = ? and txid = ? and output = ?")
          .params(chain.code(), point.txid(), point.index())
          .update();
      jdbc.sql(
              """
              insert into coin_lock (chain, txid, output, bundle_id, position, since_no, units,
                address, is_change, key_index)
              values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              """)
          .params(chain.code(), point.txid(), point.index(), bundle, from + i, no)
          .params(own.coin().units(), own.address(), own.isChange(), own.index())
          .update();
    }
  }

  /**
   * The coins of a chain that bundles hold. Those of the first bytes stay for ever. A coin that was
   * added for a higher fee is free again where a version was mined and is so deep that nobody looks
   * at it any more: that version spent it, or no other one does.
   */
  Set<CoinPoint> locked(Chain chain) {
    return new HashSet<>(
        jdbc.sql(
                """
                select l.txid, l.output from coin_lock l
                where l.chain = ? and not exists (
                  select 1 from coin_signed s
                  where s.bundle_id = l.bundle_id and s.mined_block is not null
                    and l.since_no > 1
                    and not exists (
                      select 1 from coin_bundle_payout b join payout p on p.id = b.payout_id
                      where b.bundle_id = l.bundle_id
                        and (p.state <> 'CONFIRMED' or p.due_at is not null)))
                """)
            .param(chain.code())
            .query((row, n) -> new CoinPoint(row.getString(1), row.getLong(2)))
            .list());
  }

  Optional<Bundle> of(PayoutId id) {
    return jdbc.sql(
            """
            select c.* from coin_bundle c join coin_bundle_payout b on b.bundle_id = c.id
            where b.payout_id = ?
            """)
        .param(uuid(id))
        .query(
            (row, n) ->
                new Bundle(
                    row.getLong("id"),
                    row.getLong("change_units"),
                    row.getLong("fee"),
                    row.getLong("weight")))
        .optional();
  }

  /** Nobody else writes to the bundle until the transaction ends; false where it is gone. */
  boolean lock(long bundle) {
    return jdbc.sql("select 1 from coin_bundle where id = ? for update")
        .param(bundle)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** In the order of the outputs. */
  List<PayoutId> members(long bundle) {
    return jdbc.sql(
            "select payout_id from coin_bundle_payout where bundle_id = ? order by position")
        .param(bundle)
        .query((row, n) -> new PayoutId(row.getString(1)))
        .list();
  }

  /** Whether the payout bears the whole fee of its bundle. */
  boolean isFirst(PayoutId id) {
    return jdbc.sql("select position = 0 from coin_bundle_payout where payout_id = ?")
        .param(uuid(id))
        .query(Boolean.class)
        .single();
  }

  /** What its next bytes are to spend, in the order of the inputs. */
  List<OwnCoin> coins(Chain chain, long bundle) {
    return jdbc.sql(
            "select * from coin_lock where bundle_id = ? and until_no is null order by position")
        .param(bundle)
        .query(
            (row, n) -> {
              String address = row.getString("address");
              CoinScript kind = CoinScript.of(Purse.script(chain, address)).orElseThrow();
              CoinPoint point = new CoinPoint(row.getString("txid"), row.getLong("output"));
              return new OwnCoin(
                  new Coin(point, row.getLong("units"), kind),
                  address,
                  row.getBoolean("is_change"),
                  row.getLong("key_index"));
            })
        .list();
  }

  /** Frees payouts and coins of a bundle for which nothing was stored. */
  void dissolve(long bundle) {
    for (String table : List.of("coin_lock", "coin_bundle_payout")) {
      jdbc.sql("delete from " + table + " where bundle_id = ?").param(bundle).update();
    }
    jdbc.sql("delete from coin_bundle where id = ?").param(bundle).update();
  }

  /** Newest first. */
  List<SignedRow> signed(long bundle) {
    return jdbc.sql("select * from coin_signed where bundle_id = ? order by no desc")
        .param(bundle)
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

  /** Transactions that spend this coin and were signed for the bundle that holds it. */
  List<String> signedFor(Chain chain, String txid, long output) {
    return jdbc.sql(
            """
            select s.tx_hash from coin_signed s join coin_lock l on l.bundle_id = s.bundle_id
            where l.chain = ? and l.txid = ? and l.output = ?
              and s.no between l.since_no and coalesce(l.until_no, s.no)
            """)
        .params(chain.code(), txid, output)
        .query(String.class)
        .list();
  }

  /**
   * @param terms what the bytes are made of
   */
  void store(Bundle terms, int no, Signer.Signed signed, Instant now) {
    jdbc.sql(
            """
            insert into coin_signed (bundle_id, no, tx_hash, raw, fee, weight, signed_at)
            values (?, ?, ?, ?, ?, ?, ?)
            """)
        .params(terms.id(), no, signed.hash(), signed.raw(), terms.fee(), terms.weight())
        .param(now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** What the newest bytes of a bundle weigh at most. */
  long newestWeight(long bundle) {
    return jdbc.sql("select weight from coin_signed where bundle_id = ? order by no desc limit 1")
        .param(bundle)
        .query(Long.class)
        .single();
  }

  /** What a transaction takes. */
  long fee(String hash) {
    return jdbc.sql("select fee from coin_signed where tx_hash = ?")
        .param(hash)
        .query(Long.class)
        .single();
  }

  void minedIn(String hash, long block) {
    jdbc.sql("update coin_signed set mined_block = ? where tx_hash = ?")
        .params(block, hash)
        .update();
  }

  void offered(PayoutId id, int no, Instant now) {
    jdbc.sql(
            """
            update coin_signed set offered_at = ?
            where no = ? and offered_at is null
              and bundle_id = (select bundle_id from coin_bundle_payout where payout_id = ?)
            """)
        .params(now.atOffset(ZoneOffset.UTC), no, uuid(id))
        .update();
  }

  /** Addresses whose coins bundles spend that are looked at, or were changed since then. */
  List<String> spending(Chain chain, Instant since) {
    return jdbc.sql(
            """
            select distinct l.address from coin_lock l
              join coin_bundle_payout b on b.bundle_id = l.bundle_id
              join payout p on p.id = b.payout_id
            where l.chain = ? and (p.due_at is not null or p.updated_at > ?)
            """)
        .params(chain.code(), since.atOffset(ZoneOffset.UTC))
        .query(String.class)
        .list();
  }

  private static UUID uuid(PayoutId id) {
    return UUID.fromString(id.value());
  }
}
