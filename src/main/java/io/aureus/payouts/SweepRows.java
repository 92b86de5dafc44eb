package io.aureus.payouts;

import io.aureus.money.Asset;
import io.aureus.money.Chain;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What waits for coins, and what is or was on its way from orders' addresses. */
final class SweepRows {
  private final JdbcClient jdbc;

  SweepRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What payouts from the hot address still wait for.
   *
   * @param units in all
   * @param count how many they are
   */
  record Wanted(BigInteger units, long count) {}

  /**
   * How often it was tried in vain to sweep an address.
   *
   * @param last when the last try ended
   */
  record Tries(int count, Instant last) {}

  Wanted wanted(Asset asset) {
    return jdbc.sql(
            """
            select coalesce(sum(units), 0), count(*) from payout
            where asset = ? and source = 'hot' and kind in ('WITHDRAWAL', 'REFUND')
              and (state = 'RESERVED' or (state = 'HELD' and hold = 'COINS'))
            """)
        .param(asset.code())
        .query((row, n) -> new Wanted(whole(row.getBigDecimal(1)), row.getLong(2)))
        .single();
  }

  /** What payouts from the hot address need once they are no longer held, for whatever reason. */
  BigInteger held(Asset asset) {
    return jdbc.sql(
            """
            select coalesce(sum(units), 0) from payout
            where asset = ? and source = 'hot' and kind in ('WITHDRAWAL', 'REFUND')
              and state = 'HELD' and hold <> 'COINS'
            """)
        .param(asset.code())
        .query((row, n) -> whole(row.getBigDecimal(1)))
        .single();
  }

  /** Whether a number of the hot address is about to be spent on nothing. */
  boolean isFilling(Chain chain) {
    return jdbc.sql(
            """
            select exists (
              select 1 from payout
              where chain = ? and kind = 'SWEEP' and source = 'hot'
                and state in ('RESERVED', 'HELD', 'BUILT'))
            """)
        .param(chain.code())
        .query(Boolean.class)
        .single();
  }

  /**
   * Why no coins come for the payouts that wait for them.
   *
   * @param words for people; empty where nothing is missing
   */
  void noteLack(Asset asset, String words) {
    jdbc.sql(
            """
            insert into sweep_lack (asset, words) values (?, ?)
            on conflict (asset) do update set words = excluded.words
              where sweep_lack.words <> excluded.words
            """)
        .params(asset.code(), words)
        .update();
  }

  /** Empty where nothing is missing that we know of. */
  String lack(Asset asset) {
    return jdbc.sql("select words from sweep_lack where asset = ?")
        .param(asset.code())
        .query(String.class)
        .optional()
        .orElse("");
  }

  /** What is on its way to the hot address and not in a block yet. */
  BigInteger coming(Asset asset) {
    return jdbc.sql(
            """
            select coalesce(sum(units), 0) from payout
            where asset = ? and kind = 'SWEEP' and source <> 'hot'
              and state in ('HELD', 'RESERVED', 'BUILT', 'SIGNED', 'BROADCASTING', 'UNCLEAR')
            """)
        .param(asset.code())
        .query((row, n) -> whole(row.getBigDecimal(1)))
        .single();
  }

  /** By derivation index: what was swept, or is going to be. */
  Map<String, BigInteger> swept(Asset asset, List<String> sources) {
    Map<String, BigInteger> swept = new HashMap<>();
    jdbc.sql(
            """
            select source, sum(units) from (
              select source, units from payout
              where asset = :asset and kind = 'SWEEP' and source = any(:sources::text[])
                and state not in ('CANCELLED', 'FAILED')
              union all
              select s.source, coalesce(s.moved, s.units)
              from sweep_share s join payout p on p.id = s.payout_id
              where p.asset = :asset and s.source = any(:sources::text[])
                and p.state not in ('CANCELLED', 'FAILED')) one
            group by source
            """)
        .param("asset", asset.code())
        .param("sources", sources.toArray(String[]::new))
        .query(
            row -> {
              swept.put(row.getString(1), whole(row.getBigDecimal(2)));
            });
    return swept;
  }

  /** By derivation index: sweeps that failed, and those of many that left the address out. */
  Map<String, Tries> tries(Asset asset) {
    Map<String, Tries> tries = new HashMap<>();
    jdbc.sql(
            """
            select source, count(*), max(updated_at) from (
              select source, updated_at from payout
              where asset = :asset and kind = 'SWEEP' and state = 'FAILED'
                and source not in ('hot', 'orders')
              union all
              select s.source, p.updated_at
              from sweep_share s join payout p on p.id = s.payout_id
              where p.asset = :asset
                and (p.state = 'FAILED' or (p.state = 'CONFIRMED' and s.moved = 0))) one
            group by source
            """)
        .param("asset", asset.code())
        .query(
            row -> {
              Instant last = row.getObject(3, OffsetDateTime.class).toInstant();
              tries.put(row.getString(1), new Tries(row.getInt(2), last));
            });
    return tries;
  }

  /**
   * Indexes and addresses that have a sweep or gas under way: another one would take the number of
   * the same account, or move the same coins.
   */
  Set<String> busy(Chain chain) {
    return new HashSet<>(
        jdbc.sql(
                """
                with open as (
                  select * from payout
                  where chain = ? and kind in ('SWEEP', 'TOP_UP')
                    and state not in ('CONFIRMED', 'CANCELLED', 'FAILED'))
                select source from open where kind = 'SWEEP' and source not in ('hot', 'orders')
                union all select destination from open where kind = 'TOP_UP'
                union all select s.source from sweep_share s join open on open.id = s.payout_id
                """)
            .param(chain.code())
            .query(String.class)
            .list());
  }

  /** Sweeps and gas that are held since before then, and not by the signer's policy. */
  List<PayoutId> stale(Instant before) {
    return jdbc.sql(
            """
            select id from payout
            where kind in ('SWEEP', 'TOP_UP', 'COLD', 'CONSOLIDATION')
              and state = 'HELD' and hold <> 'POLICY' and created_at < ?
            order by no limit 100
            """)
        .param(before.atOffset(ZoneOffset.UTC))
        .query((row, n) -> new PayoutId(row.getString(1)))
        .list();
  }

  /**
   * The last try to put the sweeper on a chain.
   *
   * @param tries how many there were
   * @param moved when it was moved last
   */
  record Deployment(PayoutState state, int tries, Instant begun, Instant moved) {
    /** After so many tries in vain nobody tries again. */
    static final int MOST_TRIES = 5;

    /**
     * Where that leaves a chain on which the contract is not. What hangs or failed holds up no
     * sweep: they go one by one until it is there.
     *
     * @param pause after which its fee is raised
     */
    Sweepers.Stand stand(Duration pause, Instant now) {
      return switch (state) {
        case RESERVED, BUILT, SIGNED, BROADCASTING, UNCLEAR, SEEN ->
            begun.plus(pause.multipliedBy(2)).isBefore(now)
                ? Sweepers.Stand.NEVER
                : Sweepers.Stand.COMING;
        case HELD, HANDED_OVER -> Sweepers.Stand.NEVER;
        // Confirmed and not there: a node lags, or a reorganisation is not told yet.
        case CONFIRMED ->
            moved.plus(pause.multipliedBy(2)).isBefore(now)
                ? again(pause, now)
                : Sweepers.Stand.COMING;
        case CANCELLED, FAILED -> again(pause, now);
      };
    }

    private Sweepers.Stand again(Duration pause, Instant now) {
      return tries < MOST_TRIES && moved.plus(pause.multipliedBy(10L << tries)).isBefore(now)
          ? Sweepers.Stand.ABSENT
          : Sweepers.Stand.NEVER;
    }
  }

  /** Empty where it was never begun. */
  Optional<Deployment> deployment(Chain chain) {
    return jdbc.sql(
            """
            select state, count(*) over () as tries, created_at, updated_at
            from payout where kind = 'DEPLOYMENT' and chain = ?
            order by no desc limit 1
            """)
        .param(chain.code())
        .query(
            (row, n) ->
                new Deployment(
                    PayoutState.valueOf(row.getString(1)),
                    row.getInt(2),
                    row.getObject(3, OffsetDateTime.class).toInstant(),
                    row.getObject(4, OffsetDateTime.class).toInstant()))
        .optional();
  }

  private static BigInteger whole(BigDecimal value) {
    return value.toBigIntegerExact();
  }
}
