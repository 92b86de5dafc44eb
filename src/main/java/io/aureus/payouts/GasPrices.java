package io.aureus.payouts;

import io.aureus.chains.AccountNetwork;
import io.aureus.chains.AccountNetwork.GasPrice;
import io.aureus.errors.Refusal;
import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes down what gas costs, so that asking for a payout calls no node. */
final class GasPrices implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(GasPrices.class);
  private static final Duration STALE = Duration.ofMinutes(10);

  private final JdbcClient jdbc;
  private final AccountNetwork network;
  private final List<Chain> chains;
  private final Clock clock;

  GasPrices(JdbcClient jdbc, AccountNetwork network, Catalogue catalogue, Clock clock) {
    this.jdbc = jdbc;
    this.network = network;
    this.chains =
        catalogue.chains().stream().filter(chain -> chain.family().equals("evm")).toList();
    this.clock = clock;
  }

  @Override
  public String name() {
    return "watch-gas";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(10);
  }

  /** A chain whose nodes cannot say keeps its last price, and holds up no other. */
  @Override
  public void run(Fence fence) {
    for (Chain chain : chains) {
      try {
        note(chain, network.gasPrice(chain));
      } catch (Refusal e) {
        LOG.info("the price of gas on {} is not known: {}", chain.code(), e.words());
      }
    }
  }

  void note(Chain chain, GasPrice price) {
    jdbc.sql(
            """
            insert into gas_price (chain, base, priority, at)
            values (?, ?::numeric, ?::numeric, ?)
            on conflict (chain) do update
              set base = excluded.base, priority = excluded.priority, at = excluded.at
            """)
        .params(chain.code(), price.base().toString(), price.priority().toString())
        .param(clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Empty where none is known, or only an old one. */
  Optional<GasPrice> of(Chain chain) {
    return jdbc.sql("select base, priority from gas_price where chain = ? and at > ?")
        .params(chain.code(), clock.instant().minus(STALE).atOffset(ZoneOffset.UTC))
        .query(
            (row, n) ->
                new GasPrice(
                    row.getBigDecimal(1).toBigIntegerExact(),
                    row.getBigDecimal(2).toBigIntegerExact()))
        .optional();
  }
}
