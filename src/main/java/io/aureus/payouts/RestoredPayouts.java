package io.aureus.payouts;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Payouts of a back-up. The old machine may have paid since what was not signed then: that waits
 * for the operator ({@link Doubts}), and so does an invoice that was released and no node was told
 * of yet: it has no bytes, and whichever node was told since may pay it. What was signed goes on
 * with the same bytes, which cannot pay twice.
 */
public final class RestoredPayouts {
  /** What was chosen for a bundle of coins that nothing was signed of is free again. */
  private static final List<String> UNSIGNED_BUNDLES =
      Stream.of(
              "coin_lock x where x.bundle_id",
              "coin_bundle_payout x where x.bundle_id",
              "coin_bundle x where x.id")
          .map(of -> "delete from " + of + " not in (select bundle_id from coin_signed)")
          .toList();

  private RestoredPayouts() {}

  /**
   * Inside the current transaction.
   *
   * @param madeAt when the back-up was made
   * @return how many wait for the operator now
   */
  public static int hold(JdbcClient jdbc, Instant madeAt, Instant now) {
    String words =
        "restored from a back-up of %s: the operator finds out whether it was paid since then"
            .formatted(madeAt);
    int held =
        jdbc.sql(
                """
                with held as (
                  update payout set state = 'HELD', hold_reason = :words,
                    -- a contract on the chain once more costs its fee alone, and so does a child
                    hold = case when kind in ('DEPLOYMENT', 'CHILD') then 'CHAIN'
                      else 'RESTORED' end,
                    due_at = case when kind in ('DEPLOYMENT', 'CHILD')
                      -- the node's own record says where an invoice was paid since
                      or exists (select 1 from lightning_payment l where l.payout_id = payout.id)
                      then :now::timestamptz end,
                    updated_at = :now, version = version + 1
                  where custody = 'CUSTODIAL'
                    and (state in ('RESERVED', 'HELD', 'BUILT')
                      or (state = 'SIGNED' and exists (select 1 from lightning_payment l
                        where l.payout_id = payout.id and l.tried_at is null)))
                  returning id, version),
                marked as (
                  insert into payout_restored select id, :made from held
                  on conflict (payout_id) do update set made_at = excluded.made_at)
                insert into payout_history (payout_id, version, at, state, words)
                select id, version, :now, 'HELD', :words from held
                """)
            .param("words", words)
            .param("made", madeAt.atOffset(ZoneOffset.UTC))
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update();
    giveBackPlaces(jdbc, now);
    UNSIGNED_BUNDLES.forEach(sql -> jdbc.sql(sql).update());
    jdbc.sql("update payout set due_at = :now where due_at is not null")
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
    doubt(jdbc, madeAt);
    return held;
  }

  /** Numbers of payouts that nothing was signed for. */
  private static void giveBackPlaces(JdbcClient jdbc, Instant now) {
    jdbc.sql(
            """
            update payout_place x set payout_id = null, given_back_at = :now
            from payout p where p.id = x.payout_id and p.state = 'HELD'
              and not exists (select 1 from payout_signed s where s.payout_id = p.id)
            """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * The machine before may have given a merchant a transaction to sign since, of other coins than
   * one of now would spend: no other is made for it. And what his wallet paid since the back-up is
   * newer than the payout, whenever it is handed over.
   */
  private static void doubt(JdbcClient jdbc, Instant madeAt) {
    jdbc.sql(
            """
            insert into payout_restored
            select id, :made from payout p
            where custody = 'SELF' and state in ('RESERVED', 'HANDED_OVER', 'SEEN', 'CONFIRMED')
              and (state <> 'CONFIRMED' or due_at is not null)
              and not exists (select 1 from own_draft d where d.payout_id = p.id)
            on conflict (payout_id) do update set made_at = excluded.made_at
            """)
        .param("made", madeAt.atOffset(ZoneOffset.UTC))
        .update();
    jdbc.sql(
            """
            insert into payout_handed (payout_id, after_block, nonce, words, made_at)
            select p.id, greatest(c.number, c.head), 0, '', to_timestamp(0)
            from payout p join chain_cursor c on c.chain = p.chain
            where p.custody = 'SELF' and p.state = 'RESERVED'
            on conflict (payout_id) do nothing
            """)
        .update();
  }

  /** It is not for the merchant, who gains by it, to say whether it was paid. */
  static Refusal isTheOperators() {
    return new Refusal(
        ErrorCode.FORBIDDEN,
        "it comes from a back-up, and the machine before may have paid it since. Only the operator"
            + " of this gateway can settle it, by what the chain shows (System, Payouts in doubt)");
  }
}
