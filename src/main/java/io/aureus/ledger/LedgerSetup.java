package io.aureus.ledger;

import io.aureus.money.Catalogue;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Names the beans of this room. */
@Configuration(proxyBeanMethods = false)
class LedgerSetup {
  @Bean
  Journal journal(JdbcClient jdbc, Catalogue catalogue, Clock clock) {
    return new Journal(new JournalRows(jdbc), catalogue, clock);
  }

  @Bean
  ChainSide chainSide(JdbcClient jdbc, TransactionTemplate transactions) {
    return new MarkedChainSide(jdbc, transactions);
  }

  @Bean
  JournalCheck journalCheck(JdbcClient jdbc, Catalogue catalogue) {
    return new JournalCheck(new JournalRows(jdbc), catalogue);
  }
}
