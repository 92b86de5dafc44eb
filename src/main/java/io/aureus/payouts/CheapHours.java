package io.aureus.payouts;

import io.aureus.money.Chain;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code coin_price_hour}: what the networks of coins asked in each hour of the last two
 * weeks, by the last that was noted in it.
 */
final class CheapHours {
  /** Fewer hours tell nothing of what is cheap. */
  static final int LEAST_HOURS = 24;

  private static final Duration KEPT = Duration.ofDays(14);
  private static final double ALL = 100;

  private final JdbcClient jdbc;

  CheapHours(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Notes the hour, and forgets what is older than two weeks.
   *
   * @param rate for 1,000 virtual bytes, in the smallest unit
   */
  void note(Chain chain, long rate, Instant now) {
    jdbc.sql(
            """
            insert into coin_price_hour (chain, hour, rate) values (?, ?, ?)
            on conflict (chain, hour) do update set rate = excluded.rate
            """)
        .params(chain.code(), now.truncatedTo(ChronoUnit.HOURS).atOffset(ZoneOffset.UTC), rate)
        .update();
    jdbc.sql("delete from coin_price_hour where chain = ? and hour < ?")
        .params(chain.code(), now.minus(KEPT).atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * What was asked at most in the cheapest of the hours.
   *
   * @param percent how many of them, 1 to 100
   * @return for 1,000 virtual bytes; empty where too few hours are noted
   */
  Optional<Long> most(Chain chain, int percent, Instant now) {
    return jdbc.sql(
            """
            select percentile_disc(?) within group (order by rate) from coin_price_hour
            where chain = ? and hour >= ? having count(*) >= ?
            """)
        .params(percent / ALL, chain.code())
        .params(now.minus(KEPT).atOffset(ZoneOffset.UTC), LEAST_HOURS)
        .query(Long.class)
        .optional();
  }
}
