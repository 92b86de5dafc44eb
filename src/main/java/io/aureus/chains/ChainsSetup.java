package io.aureus.chains;

import io.aureus.jobs.Job;
import io.aureus.money.Catalogue;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Names the beans of this room: its stores, and one observing job per configured chain. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ChainsSettings.class)
@Import(ChainsSetup.Observers.class)
class ChainsSetup {

  @Bean
  Watchlist watchlist(JdbcClient jdbc, Clock clock) {
    return new StoredWatchlist(jdbc, clock);
  }

  @Bean
  Explorers explorers(ChainsSettings settings) {
    return Explorers.of(settings);
  }

  @Bean
  TransferInbox transferInbox(JdbcClient jdbc, Clock clock) {
    return new StoredInbox(jdbc, clock);
  }

  @Bean
  Arrivals arrivals(JdbcClient jdbc) {
    return new StoredArrivals(jdbc);
  }

  @Bean
  UnspentCoins unspentCoins(JdbcClient jdbc) {
    return new StoredUnspentCoins(jdbc);
  }

  @Bean
  BroughtCoins broughtCoins(JdbcClient jdbc) {
    return new StoredBroughtCoins(jdbc);
  }

  @Bean
  SpentCoins spentCoins(JdbcClient jdbc) {
    return new StoredSpentCoins(jdbc);
  }

  @Bean
  TransferDepths transferDepths(JdbcClient jdbc) {
    return new StoredDepths(jdbc);
  }

  @Bean
  ForgottenTransfers forgottenTransfers(JdbcClient jdbc) {
    return new StoredForgotten(jdbc);
  }

  @Bean
  Movements movements(JdbcClient jdbc) {
    return new StoredMovements(jdbc);
  }

  @Bean
  Rewinds rewinds(JdbcClient jdbc) {
    return new StoredRewinds(jdbc);
  }

  @Bean
  Departures departures(JdbcClient jdbc) {
    return new StoredDepartures(jdbc);
  }

  @Bean
  ChainProgress chainProgress(JdbcClient jdbc, Clock clock) {
    return new StoredProgress(jdbc, clock);
  }

  @Bean
  Holdings holdings(List<ChainFamily> families, Catalogue catalogue, ChainsSettings settings) {
    return new Adapters(families, catalogue, settings).asHoldings();
  }

  @Bean
  UsedAddresses usedAddresses(
      JdbcClient jdbc, List<ChainFamily> families, Catalogue catalogue, ChainsSettings settings) {
    return new StoredUsedAddresses(jdbc, new Adapters(families, catalogue, settings), catalogue);
  }

  @Bean
  Network network(List<ChainFamily> families, Catalogue catalogue, ChainsSettings settings) {
    return new Adapters(families, catalogue, settings).asNetwork();
  }

  @Bean
  FeeRates feeRates(List<ChainFamily> families, Catalogue catalogue, ChainsSettings settings) {
    return new Adapters(families, catalogue, settings).asFees();
  }

  @Bean
  CoinsNow coinsNow(List<ChainFamily> families, Catalogue catalogue, ChainsSettings settings) {
    return new Adapters(families, catalogue, settings).asCoinsNow();
  }

  @Bean
  MempoolTrust mempoolTrust(
      List<ChainFamily> families, Catalogue catalogue, ChainsSettings settings) {
    return new Adapters(families, catalogue, settings).asTrust();
  }

  @Bean
  AccountNetwork accountNetwork(
      List<ChainFamily> families, Catalogue catalogue, ChainsSettings settings) {
    return new Adapters(families, catalogue, settings).asAccounts();
  }

  /** One job bean per chain; how many there are is known from the settings alone. */
  static final class Observers implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
      Binder.get(environment)
          .bind("aureus.chains", Bindable.mapOf(String.class, Object.class))
          .ifBound(chains -> chains.keySet().forEach(key -> register(registry, key)));
    }

    private static void register(BeanRegistry registry, String key) {
      String code = key.toUpperCase(Locale.ROOT);
      registry.registerBean(
          "observe-" + code, Job.class, spec -> spec.supplier(beans -> observer(code, beans)));
    }

    private static Job observer(String code, BeanRegistry.SupplierContext beans) {
      Adapters adapters =
          new Adapters(
              beans.beanProvider(ChainFamily.class).stream().toList(),
              beans.bean(Catalogue.class),
              beans.bean(ChainsSettings.class));
      ChainFamily.Observed observed = adapters.observed(code);
      return adapters.family(observed.chain()).observer(observed);
    }
  }
}
