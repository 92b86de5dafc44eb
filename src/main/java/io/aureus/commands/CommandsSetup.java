package io.aureus.commands;

import io.aureus.database.StartRefused;
import io.aureus.money.Catalogue;
import io.aureus.money.CatalogueFile;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What every room is handed: time, randomness and the list of coins. */
@Configuration(proxyBeanMethods = false)
class CommandsSetup {

  /** What of a chain's settings decides about its coins. */
  record CoinSettings(
      @DefaultValue("mainnet") String network,
      @DefaultValue("0") int confirmations,
      @DefaultValue Map<String, String> contracts) {}

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
  Catalogue catalogue(Environment environment) {
    Map<String, CoinSettings> chains =
        Binder.get(environment)
            .bind("aureus.chains", Bindable.mapOf(String.class, CoinSettings.class))
            .orElse(Map.of());
    if (chains.isEmpty()) {
      throw new StartRefused(
          "no chain is set up: set AUREUS_CHAINS_ETH_RPC to the address of an Ethereum node");
    }
    Map<String, CatalogueFile.Choice> choices = new HashMap<>();
    chains.forEach(
        (code, coin) ->
            choices.put(
                code.toUpperCase(Locale.ROOT),
                new CatalogueFile.Choice(coin.network(), coin.confirmations(), coin.contracts())));
    try {
      return CatalogueFile.read(choices);
    } catch (IllegalArgumentException e) {
      throw new StartRefused("aureus.chains: " + e.getMessage());
    }
  }
}
