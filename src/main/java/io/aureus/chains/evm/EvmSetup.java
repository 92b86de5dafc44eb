package io.aureus.chains.evm;

import io.aureus.chains.ChainFamily;
import io.aureus.chains.ChainJournal;
import io.aureus.jobs.Wakeups;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Names this sub-room's one bean. */
@Configuration(proxyBeanMethods = false)
class EvmSetup {
  @Bean
  ChainFamily evmFamily(
      JdbcClient jdbc, TransactionTemplate transactions, Wakeups wakeups, Clock clock) {
    return new EvmFamily(new ChainJournal.Parts(jdbc, transactions, wakeups, clock));
  }
}
