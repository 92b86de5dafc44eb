package io.aureus.commands;

import io.aureus.payouts.PayoutState;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The payouts' rows as they lie, read without the room's own code, as {@link InvariantRows}. */
final class PayoutInvariantRows {
  private final JdbcClient jdbc;

  PayoutInvariantRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A line of a payout's story, with the state that the line before left. */
  record Line(String payout, PayoutState before, PayoutState state) {}

  /** Signed bytes of a payout that was signed more than once. */
  record Raised(String payout, String chain, String hash) {}

  long payouts() {
    return count("select count(*) from payout");
  }

  long signed() {
    return count(
        """
        select (select count(*) from payout_signed) + (select count(*) from coin_signed)
          + (select count(*) from lightning_payment where node_id is not null)
        """);
  }

  /**
   * Payouts whose transactions could both be mined: signed for more than one place, or for one that
   * another payout has; those of coins that were neither given up nor found paid, and have no coin
   * which all bytes spend; children that spend anything but what they carry; and those that are in
   * a block without a transaction of theirs, or count as paid without the proof of an invoice.
   */
  List<String> payoutsAstray() {
    return names(
        """
        select s.payout_id::text from payout_signed s
        group by s.payout_id having count(distinct (s.chain, s.address, s.nonce)) > 1
        union
        select min(s.payout_id::text) from payout_signed s
        group by s.chain, s.address, s.nonce having count(distinct s.payout_id) > 1
        union
        select b.payout_id::text from coin_bundle_payout b join payout p on p.id = b.payout_id
        where p.state <> 'FAILED'
          and not exists (select 1 from payout_paid_by b2 where b2.payout_id = p.id)
          and exists (select 1 from coin_signed s where s.bundle_id = b.bundle_id)
          and not exists (
            select 1 from coin_lock l where l.bundle_id = b.bundle_id and l.since_no = 1)
        union
        select c.payout_id::text from coin_child c
          join coin_bundle_payout b using (payout_id)
          join coin_lock l using (bundle_id)
        where l.txid <> c.parent_hash or l.since_no <> 1 or not l.is_change
        union
        select p.id::text from payout p
        where p.state in ('SEEN', 'CONFIRMED')
          and not exists (
            select 1 from payout_signed s where s.payout_id = p.id and s.tx_hash = p.tx_hash
            union all
            select 1 from coin_signed s join coin_bundle_payout m using (bundle_id)
            where m.payout_id = p.id and s.tx_hash = p.tx_hash
            union all
            select 1 from payout_paid_by b where b.payout_id = p.id and b.tx_hash = p.tx_hash
            union all
            select 1 from lightning_payment l
            where l.payout_id = p.id and l.payment_hash = p.tx_hash and l.preimage is not null)
        order by 1 limit 5
        """);
  }

  /** Payouts whose invoice of Lightning is proved paid, and that do not say so; or by no proof. */
  List<String> invoicesAstray() {
    return names(
        """
        select l.payout_id::text from lightning_payment l join payout p on p.id = l.payout_id
        where l.millisatoshi <> p.units or (l.preimage is not null and p.state <> 'CONFIRMED')
          or (l.preimage is not null
            and encode(sha256(decode(l.preimage, 'hex')), 'hex') <> l.payment_hash)
        order by 1 limit 5
        """);
  }

  /** The newest ones: the older are deep in the chain. */
  List<Raised> raised(int most) {
    return jdbc.sql(
            """
            with all_signed as (
              select payout_id, chain, no, tx_hash, signed_at from payout_signed
              union all
              select m.payout_id, b.chain, s.no, s.tx_hash, s.signed_at
              from coin_signed s join coin_bundle_payout m using (bundle_id)
                join coin_bundle b on b.id = s.bundle_id)
            select s.payout_id::text, s.chain, s.tx_hash from all_signed s
            where s.payout_id in (
              select payout_id from all_signed where no > 1
              group by payout_id order by max(signed_at) desc limit ?)
            order by 1, s.no
            """)
        .param(most)
        .query((row, n) -> new Raised(row.getString(1), row.getString(2), row.getString(3)))
        .list();
  }

  /** Accounts whose balance is not what the open payouts say. */
  List<String> reservationsAstray() {
    return names(
        """
        with booked as (
          select a.owner, a.kind, a.asset, sum(l.units) as units
          from ledger_account a join posting l on l.account = a.id
          where a.kind in ('RESERVED', 'OWN_RESERVED', 'LEAVING') group by 1, 2, 3),
        open as (
          select merchant_id as owner,
            case custody when 'SELF' then 'OWN_RESERVED' else 'RESERVED' end as kind, asset,
            sum(units + fee_units) as units
          from payout
          where merchant_id is not null and state not in ('CONFIRMED', 'CANCELLED', 'FAILED')
          group by 1, 2, 3
          union all
          select '', 'LEAVING', asset, -sum(units) from payout
          where custody = 'CUSTODIAL' and merchant_id is not null and state = 'SEEN'
            and not reverted group by 3)
        select kind || ' ' || owner || ' ' || asset || ': ledger ' || coalesce(b.units, 0)
          || ', payouts ' || coalesce(o.units, 0)
        from booked b full join open o using (owner, kind, asset)
        where coalesce(b.units, 0) <> coalesce(o.units, 0)
        order by 1 limit 5
        """);
  }

  long open() {
    return count(
        "select count(*) from payout where state not in ('CONFIRMED', 'CANCELLED', 'FAILED')");
  }

  /** Orders of which more went back, or is set aside to, than ever came in and was final. */
  List<String> refundsAbovePayments() {
    return names(
        """
        select r.order_id || ' ' || r.asset from (
          select order_id, asset, sum(units) as units from payout
          where kind = 'REFUND' and state not in ('CANCELLED', 'FAILED')
          group by order_id, asset) r
        where r.units > coalesce((
          select sum(p.units) from payment p
          where p.order_id = r.order_id and p.asset = r.asset and p.confirmed_at is not null), 0)
        order by 1 limit 5
        """);
  }

  long refunds() {
    return count("select count(*) from payout where kind = 'REFUND'");
  }

  List<Line> lines() {
    return jdbc.sql(
            """
            select payout_id::text,
              coalesce(lag(state) over (partition by payout_id order by version), state), state
            from payout_history order by payout_id, version
            """)
        .query(
            (row, n) ->
                new Line(
                    row.getString(1),
                    PayoutState.valueOf(row.getString(2)),
                    PayoutState.valueOf(row.getString(3))))
        .list();
  }

  /** Payouts that are not where their story ends, or whose story has a gap. */
  List<String> payoutsBesideTheirStory() {
    return names(
        """
        select p.id::text from payout p
        left join lateral (
          select count(*) as lines, max(version) as last, min(version) as first
          from payout_history h where h.payout_id = p.id) h on true
        left join payout_history e on e.payout_id = p.id and e.version = p.version
        where e.state is distinct from p.state or h.last <> p.version
          or h.lines <> h.last - h.first + 1
        order by 1 limit 5
        """);
  }

  private List<String> names(String sql) {
    return jdbc.sql(sql).query(String.class).list();
  }

  private long count(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }
}
