package io.aureus.ledger;

import io.aureus.money.Catalogue;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Names the beans of this room. */
@Configuration(proxyBeanMethods = false)
class LedgerSetup {
  @Bean
  Journal journal(JdbcClient jdbc, Catalogue catalogue, Clock clock) {
    return new Journal(new JournalRows(jdbc), catalogue, clock);
  }

  @Bean
  JournalCheck journalCheck(JdbcClient jdbc, Catalogue catalogue) {
    return new JournalCheck(new JournalRows(jdbc), catalogue);
  }
}
