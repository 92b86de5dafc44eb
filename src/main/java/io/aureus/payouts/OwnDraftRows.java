package io.aureus.payouts;

import io.aureus.keys.CoinDraft;
import io.aureus.keys.CoinPoint;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Chain;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code own_draft}, {@code own_coin_lock} and {@code own_instead}. */
final class OwnDraftRows {
  /**
   * What a merchant is given to sign.
   *
   * @param psbt unsigned, in Base64
   * @param raw with its signatures, in hex; null until he gave it
   * @param offeredAt null until it was offered to the network
   * @param wasMined whether a block ever had it
   */
  record Draft(
      String psbt,
      String txHash,
      long fee,
      Instant madeAt,
      @Nullable String raw,
      @Nullable Instant offeredAt,
      boolean wasMined) {}

  /**
   * What paid in the draft's place.
   *
   * @param output that paid it
   * @param coins of merchants' wallets that it spends
   */
  record Instead(String txHash, int output, List<CoinPoint> coins) {}

  /**
   * What decides whether another transaction may count.
   *
   * @param isOffered whether we gave the draft to the network, or are about to
   */
  record Stand(
      @Nullable String raw, boolean isOffered, boolean wasMined, Optional<Instead> instead) {}

  private final JdbcClient jdbc;

  OwnDraftRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Draft> of(PayoutId id) {
    return jdbc.sql("select * from own_draft where payout_id = ?")
        .param(uuid(id))
        .query(
            (row, n) ->
                new Draft(
                    row.getString("psbt"),
                    row.getString("tx_hash"),
                    row.getLong("fee"),
                    row.getObject("made_at", OffsetDateTime.class).toInstant(),
                    row.getString("raw"),
                    instant(row.getObject("offered_at", OffsetDateTime.class)),
                    row.getBoolean("was_mined")))
        .optional();
  }

  /** Coins that other drafts of the merchant spend, which may still be signed. */
  Set<CoinPoint> locked(Chain chain, MerchantId merchant) {
    return new HashSet<>(
        jdbc.sql(
                """
                select l.txid, l.output from own_coin_lock l join payout p on p.id = l.payout_id
                where l.chain = ? and p.merchant_id = ?
                  and p.state not in ('CANCELLED', 'FAILED')
                  and not (p.state = 'CONFIRMED' and p.due_at is null)
                """)
            .params(chain.code(), merchant.value())
            .query((row, n) -> new CoinPoint(row.getString(1), row.getLong(2)))
            .list());
  }

  List<CoinPoint> coins(PayoutId id) {
    return jdbc.sql("select txid, output from own_coin_lock where payout_id = ?")
        .param(uuid(id))
        .query((row, n) -> new CoinPoint(row.getString(1), row.getLong(2)))
        .list();
  }

  /**
   * Inside the current transaction.
   *
   * @return false where another draft took one of the coins meanwhile, or somebody keeps it back
   */
  boolean insert(PayoutId id, Chain chain, CoinDraft draft, List<OwnPurse.Held> coins, Instant at) {
    for (OwnPurse.Held held : coins) {
      CoinPoint point = held.coin().point();
      jdbc.sql(
              """
              delete from own_coin_lock l using payout p
              where p.id = l.payout_id
                and (p.state in ('CANCELLED', 'FAILED')
                  or p.state = 'CONFIRMED' and p.due_at is null)
                and l.chain = ? and l.txid = ? and l.output = ?
              """)
          .params(chain.code(), point.txid(), point.index())
          .update();
      int taken =
          jdbc.sql(
                  """
                  insert into own_coin_lock (chain, txid, output, payout_id, units, address)
                  select ?, ?, ?, p.id, ?, ? from payout p
                  where p.id = ? and not exists (
                    select 1 from coin_note n
                    where n.owner = p.merchant_id and n.chain = p.chain and n.kind = 'OUTPUT'
                      and n.ref = ? and n.frozen)
                  on conflict do nothing
                  """)
              .params(chain.code(), point.txid(), point.index())
              .params(held.coin().units(), held.place().address(), uuid(id), point.toString())
              .update();
      if (taken == 0) {
        return false;
      }
    }
    return jdbc.sql(
                """
                insert into own_draft (payout_id, psbt, tx_hash, fee, made_at)
                values (?, ?, ?, ?, ?) on conflict do nothing
                """)
            .params(uuid(id), draft.psbt(), draft.txid(), draft.fee(), at.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /** Whether another payout that was not given up has this transaction as its draft. */
  boolean isAnothers(PayoutId id, String txHash) {
    return jdbc.sql(
            """
            select exists (
              select 1 from own_draft d join payout p on p.id = d.payout_id
              where d.tx_hash = ? and p.id <> ? and p.state not in ('CANCELLED', 'FAILED'))
            """)
        .params(txHash, uuid(id))
        .query(Boolean.class)
        .single();
  }

  /**
   * Whether a draft that has some of these coins is that of another payout, which waits for the
   * same amount to the same address, and none of them is in this one's.
   */
  boolean isOfAnotherAlike(Payout payout, List<CoinPoint> spent) {
    return jdbc.sql(
            """
            with spent as (
              select l.payout_id from own_coin_lock l
                join unnest(?::text[], ?::bigint[]) as s(txid, output)
                  on s.txid = l.txid and s.output = l.output
              where l.chain = ?)
            select exists (
                select 1 from payout p join spent s on s.payout_id = p.id
                where p.id <> ? and p.state = 'HANDED_OVER' and p.asset = ?
                  and p.units = ?::numeric and p.destination = ?)
              and not exists (select 1 from spent where payout_id = ?)
            """)
        .param(spent.stream().map(CoinPoint::txid).toArray(String[]::new))
        .param(spent.stream().map(CoinPoint::index).toArray(Long[]::new))
        .params(payout.amount().asset().chain().code(), uuid(payout.id()))
        .params(payout.amount().asset().code(), payout.amount().units().toString())
        .params(payout.destination(), uuid(payout.id()))
        .query(Boolean.class)
        .single();
  }

  /** A block has it. */
  void mined(PayoutId id) {
    jdbc.sql("update own_draft set was_mined = true where payout_id = ?").param(uuid(id)).update();
  }

  void signed(PayoutId id, String raw, Instant at) {
    jdbc.sql("update own_draft set raw = ?, signed_at = ? where payout_id = ?")
        .params(raw, at.atOffset(ZoneOffset.UTC), uuid(id))
        .update();
  }

  Stand stand(PayoutId id) {
    Draft draft = of(id).orElse(null);
    return draft == null
        ? new Stand(null, false, false, instead(id))
        : new Stand(draft.raw(), draft.offeredAt() != null, draft.wasMined(), instead(id));
  }

  /** Whoever would change how it stands waits for the end of the current transaction. */
  void lock(PayoutId id) {
    jdbc.sql("select 1 from payout where id = ? for update")
        .param(uuid(id))
        .query(Integer.class)
        .single();
  }

  /**
   * Before it is offered: what is offered counts as sent though we die meanwhile. Inside the
   * current transaction.
   *
   * @return false where it must not be
   */
  boolean offers(PayoutId id, Instant at) {
    lock(id);
    return jdbc.sql(
                """
                update own_draft d set offered_at = ? from payout p
                where d.payout_id = ? and d.raw is not null and p.id = d.payout_id
                  and p.state = 'HANDED_OVER'
                  and not exists (select 1 from own_instead i where i.payout_id = d.payout_id)
                """)
            .params(at.atOffset(ZoneOffset.UTC), uuid(id))
            .update()
        == 1;
  }

  void offered(PayoutId id, String answer, Instant at) {
    jdbc.sql("update own_draft set offered_at = ?, answer = ? where payout_id = ?")
        .params(at.atOffset(ZoneOffset.UTC), answer, uuid(id))
        .update();
  }

  /** It can never be mined any more, whoever signed it: its payout may be taken back. */
  void dead(PayoutId id) {
    jdbc.sql(
            "update own_draft set raw = null, signed_at = null, offered_at = null"
                + " where payout_id = ?")
        .param(uuid(id))
        .update();
  }

  Optional<Instead> instead(PayoutId id) {
    return jdbc.sql("select tx_hash, output, coins from own_instead where payout_id = ?")
        .param(uuid(id))
        .query(
            (row, n) ->
                new Instead(
                    row.getString(1),
                    row.getInt(2),
                    Arrays.stream((String[]) row.getArray(3).getArray())
                        .map(OwnDraftRows::coin)
                        .toList()))
        .optional();
  }

  void keep(PayoutId id, Instead instead) {
    jdbc.sql(
            """
            insert into own_instead (payout_id, tx_hash, output, coins) values (?, ?, ?, ?)
            on conflict (payout_id) do update
              set tx_hash = excluded.tx_hash, output = excluded.output, coins = excluded.coins
            """)
        .params(uuid(id), instead.txHash(), instead.output())
        .param(
            instead.coins().stream()
                .map(coin -> coin.txid() + ":" + coin.index())
                .toArray(String[]::new))
        .update();
  }

  private static CoinPoint coin(String text) {
    int colon = text.indexOf(':');
    return new CoinPoint(text.substring(0, colon), Long.parseLong(text.substring(colon + 1)));
  }

  void forget(PayoutId id) {
    jdbc.sql("delete from own_instead where payout_id = ?").param(uuid(id)).update();
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static UUID uuid(PayoutId id) {
    return UUID.fromString(id.value());
  }
}
