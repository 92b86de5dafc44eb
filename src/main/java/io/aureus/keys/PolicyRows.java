package io.aureus.keys;

import io.aureus.keys.SpendingPolicy.Destination;
import io.aureus.keys.SpendingPolicy.Stop;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of the policy, and the sums over what was signed. */
final class PolicyRows {
  /**
   * What was approved, for good.
   *
   * @param destination in its usual spelling
   * @param told whether a gateway in another process told of it
   */
  record Approved(String asset, BigInteger units, String destination, boolean told) {}

  private final JdbcClient jdbc;

  PolicyRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The same database's list of what waits for a person. */
  WantedRows wanted() {
    return new WantedRows(jdbc);
  }

  Optional<Stop> stop() {
    return stop("");
  }

  /** Likewise; until the transaction ends nobody can stop or resume. */
  Optional<Stop> stopForGood() {
    return stop(" for share");
  }

  private Optional<Stop> stop(String lock) {
    record Row(boolean stopped, Stop stop) {}
    Row row =
        jdbc.sql(
                "select stopped, reason, changed_by, changed_at from signing_stop where id = 1"
                    + lock)
            .query(
                (rows, n) ->
                    new Row(
                        rows.getBoolean(1),
                        new Stop(
                            rows.getString(2),
                            rows.getString(3),
                            rows.getObject(4, OffsetDateTime.class).toInstant())))
            .single();
    return row.stopped() ? Optional.of(row.stop()) : Optional.empty();
  }

  void setStop(boolean stopped, String reason, String actor, Instant now) {
    jdbc.sql(
            """
            update signing_stop
            set stopped = ?, reason = ?, changed_by = ?, changed_at = ? where id = 1\
            """)
        .params(stopped, reason, actor, now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** One signing of an asset at a time, until the transaction ends. */
  void lockAsset(String asset) {
    lock("keys.day-cap:" + asset);
  }

  /** Likewise of a chain. */
  void lockChain(String chain) {
    lock("keys.fee-day-cap:" + chain);
  }

  private void lock(String what) {
    jdbc.sql("select 1 from (select pg_advisory_xact_lock(hashtextextended(?, 20))) as taken")
        .param(what)
        .query(Integer.class)
        .single();
  }

  /** What was signed of an asset for withdrawals and refunds, each place and each fee counted. */
  BigInteger signedAfter(String asset, Instant after) {
    return sum(
        """
        select
          (select coalesce(sum(units), 0) from signing_place
            where asset = :of and signed_at > :after
              and purpose in ('WITHDRAWAL', 'REFUND'))
          + (select coalesce(sum(units), 0) from signing_coin_fee
            where asset = :of and signed_at > :after)\
        """,
        asset,
        after);
  }

  /**
   * What was signed of an asset for refunds alone, each place counted. Those that a person approved
   * to this signer, as they were signed, used nothing of what goes out without a person.
   */
  BigInteger refundedAfter(String asset, Instant after) {
    return sum(
        """
        select coalesce(sum(p.units), 0) from signing_place p
        where p.asset = :of and p.signed_at > :after and p.purpose = 'REFUND'
          and not exists (
            select 1 from spending_approval a join signing s on s.payout = a.payout
            where a.payout = p.payout and not a.told and a.asset = s.asset
              and a.units = s.units and a.destination = s.destination)\
        """,
        asset,
        after);
  }

  /** What was signed in fees of a chain's transactions, in its own coin. */
  BigInteger feesAfter(String chain, Instant after) {
    return sum(
        """
        select (select coalesce(sum(units), 0) from signing_gas
                  where chain = :of and signed_at > :after)
          + (select coalesce(sum(units), 0) from signing_coin_fee
                where chain = :of and signed_at > :after)\
        """,
        chain,
        after);
  }

  private BigInteger sum(String sql, String of, Instant after) {
    return jdbc.sql(sql)
        .param("of", of)
        .param("after", after.atOffset(ZoneOffset.UTC))
        .query(BigDecimal.class)
        .single()
        .toBigIntegerExact();
  }

  Optional<Instant> firstSeen(String merchant, String chain, String address) {
    return jdbc.sql(
            """
            select first_seen_at from known_destination
            where merchant = ? and chain = ? and address = ?\
            """)
        .params(merchant, chain, address)
        .query((row, n) -> row.getObject(1, OffsetDateTime.class).toInstant())
        .optional();
  }

  /** Changes nothing where it was seen before. */
  void seen(String merchant, String chain, String address, Instant now) {
    jdbc.sql(
            """
            insert into known_destination (merchant, chain, address, first_seen_at)
            values (?, ?, ?, ?) on conflict do nothing\
            """)
        .params(merchant, chain, address, now.atOffset(ZoneOffset.UTC))
        .update();
  }

  boolean isListed(String merchant, String chain, String address) {
    return jdbc.sql(
            """
            select exists (select 1 from allowed_destination
              where merchant = ? and chain = ? and address = ?)\
            """)
        .params(merchant, chain, address)
        .query(Boolean.class)
        .single();
  }

  List<Destination> list(String merchant) {
    return jdbc.sql(
            """
            select chain, address, label, added_by, added_at from allowed_destination
            where merchant = ? order by added_at desc, chain, address\
            """)
        .param(merchant)
        .query(
            (row, n) ->
                new Destination(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getObject(5, OffsetDateTime.class).toInstant()))
        .list();
  }

  void add(String merchant, Destination destination) {
    jdbc.sql(
            """
            insert into allowed_destination (merchant, chain, address, label, added_by, added_at)
            values (?, ?, ?, ?, ?, ?) on conflict do nothing\
            """)
        .params(
            merchant,
            destination.chain(),
            destination.address(),
            destination.label(),
            destination.addedBy(),
            destination.addedAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** One statement, so that the audit log learns in its transaction who it was. */
  void remove(String merchant, String chain, String address, String actor) {
    jdbc.sql(
            """
            delete from allowed_destination using
              (select set_config('aureus.actor', ?, true) as actor offset 0) as who
            where who.actor is not null and merchant = ? and chain = ? and address = ?\
            """)
        .params(actor, merchant, chain, address)
        .update();
  }

  /** Keeps the first approval of a payout of its sort; answers the one that stands. */
  Approved approve(String payout, Approved what, List<String> people, Instant now) {
    jdbc.sql(
            """
            insert into spending_approval
              (payout, told, asset, units, destination, requester, person, at)
            values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing\
            """)
        .params(
            payout,
            what.told(),
            what.asset(),
            new BigDecimal(what.units()),
            what.destination(),
            people.getFirst(),
            people.getLast(),
            now.atOffset(ZoneOffset.UTC))
        .update();
    return approved(payout).stream()
        .filter(one -> one.told() == what.told())
        .findFirst()
        .orElseThrow();
  }

  List<Approved> approved(String payout) {
    return jdbc.sql(
            "select asset, units, destination, told from spending_approval where payout = ?")
        .param(payout)
        .query(
            (row, n) ->
                new Approved(
                    row.getString(1),
                    row.getBigDecimal(2).toBigIntegerExact(),
                    row.getString(3),
                    row.getBoolean(4)))
        .list();
  }
}
