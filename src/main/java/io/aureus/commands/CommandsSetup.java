package io.aureus.commands;

import io.aureus.chains.ChainsSettings;
import io.aureus.database.StartRefused;
import io.aureus.money.Catalogue;
import io.aureus.money.CatalogueFile;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every room is handed: time, randomness and the list of coins. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RunSettings.class)
class CommandsSetup {

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return SharedBeans.clock();
  }

  @Bean
  @ConditionalOnMissingBean
  RandomGenerator randomGenerator() {
    return SharedBeans.random();
  }

  @Bean
  Catalogue catalogue(ChainsSettings settings) {
    if (settings.chains().isEmpty()) {
      throw new StartRefused(
          "no chain is set up: set AUREUS_CHAINS_ETH_RPC to the address of an Ethereum node, or"
              + " AUREUS_CHAINS_BTC_ELECTRUM to those of Electrum servers for Bitcoin alone");
    }
    try {
      return CatalogueFile.read(settings.choices());
    } catch (IllegalArgumentException e) {
      throw new StartRefused("aureus.chains: " + e.getMessage());
    }
  }
}
