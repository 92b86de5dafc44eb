package io.aureus.payouts;

import io.aureus.keys.Signer;
import io.aureus.money.Catalogue;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans that show coins and keep what people wrote about them. */
@Configuration(proxyBeanMethods = false)
class CoinNotesSetup {
  @Bean
  HeldCoins heldCoins(JdbcClient jdbc, Catalogue catalogue, Signer signer) {
    return new HeldCoinRows(jdbc, catalogue, signer);
  }

  @Bean
  CoinNotes coinNotes(
      JdbcClient jdbc, HeldCoins coins, Clock clock, TransactionTemplate transactions) {
    return new CoinNoteDesk(
        coins, new CoinNoteRows(jdbc), new BundleRows(jdbc), clock, transactions);
  }
}
