package io.aureus.chains.bitcoin;

import io.aureus.chains.ChainFamily;
import io.aureus.chains.ChainJournal;
import io.aureus.jobs.Wakeups;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Names this sub-room's beans: one for each family. */
@Configuration(proxyBeanMethods = false)
class CoinSetup {
  @Bean
  ChainFamily bitcoinFamily(
      JdbcClient jdbc, TransactionTemplate transactions, Wakeups wakeups, Clock clock) {
    return new CoinFamily("bitcoin", new ChainJournal.Parts(jdbc, transactions, wakeups, clock));
  }

  @Bean
  ChainFamily litecoinFamily(
      JdbcClient jdbc, TransactionTemplate transactions, Wakeups wakeups, Clock clock) {
    return new CoinFamily("litecoin", new ChainJournal.Parts(jdbc, transactions, wakeups, clock));
  }
}
