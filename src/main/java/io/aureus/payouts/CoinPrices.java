package io.aureus.payouts;

import io.aureus.chains.FeeRates;
import io.aureus.errors.Refusal;
import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.money.CoinNetwork;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes down what the networks of coins ask, so that asking for a payout calls no node. */
final class CoinPrices implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(CoinPrices.class);
  private static final Duration STALE = Duration.ofMinutes(10);

  private final JdbcClient jdbc;
  private final CheapHours hours;
  private final FeeRates rates;
  private final List<Chain> chains;
  private final Clock clock;

  CoinPrices(JdbcClient jdbc, FeeRates rates, Catalogue catalogue, Clock clock) {
    this.jdbc = jdbc;
    this.hours = new CheapHours(jdbc);
    this.rates = rates;
    this.chains =
        catalogue.chains().stream().filter(chain -> CoinNetwork.has(chain.family())).toList();
    this.clock = clock;
  }

  @Override
  public String name() {
    return "watch-coin-fees";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(20);
  }

  /** A chain whose nodes cannot say keeps its last price, and holds up no other. */
  @Override
  public void run(Fence fence) {
    for (Chain chain : chains) {
      try {
        note(chain, rates.now(chain));
      } catch (Refusal e) {
        LOG.info("what the network of {} asks is not known: {}", chain.code(), e.words());
      }
    }
  }

  /**
   * @param rate for 1,000 virtual bytes, in the smallest unit
   */
  void note(Chain chain, long rate) {
    jdbc.sql(
            """
            insert into coin_price (chain, rate, at) values (?, ?, ?)
            on conflict (chain) do update set rate = excluded.rate, at = excluded.at
            """)
        .params(chain.code(), rate, clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    hours.note(chain, rate, clock.instant());
  }

  /** As it was noted; empty where none is known, or only an old one. */
  Optional<Long> of(Chain chain) {
    return jdbc.sql("select rate from coin_price where chain = ? and at > ?")
        .params(chain.code(), clock.instant().minus(STALE).atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .optional();
  }
}
