package io.aureus.payouts;

import io.aureus.chains.ChainProgress;
import io.aureus.chains.Network;
import io.aureus.chains.Rewinds;
import io.aureus.jobs.Wakeups;
import io.aureus.money.Catalogue;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The jobs that take payouts from step to step and follow them. */
@Configuration(proxyBeanMethods = false)
class FollowingSetup {
  @Bean
  SendPayouts sendPayouts(
      Handing handing,
      PayoutRows rows,
      Batches batches,
      PayoutMoves moves,
      Ways ways,
      Network network,
      ChainProgress progress,
      PayoutsSettings settings,
      ObjectProvider<PayoutStep.Listener> listeners) {
    PayoutStep.Listener steps = listeners.getIfAvailable(() -> step -> {});
    Following following =
        new Following(
            rows, ways, moves, new Following.Outside(batches, network, progress, steps), settings);
    return new SendPayouts(rows, moves, ways, following, handing, settings, steps);
  }

  @Bean
  LookAgain lookAgain(
      JdbcClient jdbc,
      Rewinds rewinds,
      Catalogue catalogue,
      TransactionTemplate transactions,
      Wakeups wakeups,
      Clock clock) {
    return new LookAgain(
        new RewindRows(jdbc),
        rewinds,
        catalogue,
        new LookAgain.Outside(transactions, wakeups, clock));
  }
}
