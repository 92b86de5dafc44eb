package io.aureus.pricing;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.jobs.Job;
import io.aureus.jobs.Wakeups;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import java.time.Clock;
import java.util.List;
import java.util.TreeSet;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of this room: fixed rates in the sandbox, sources and their jobs otherwise. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PricingSettings.class)
class PricingSetup {

  /** Rates that stand for no market; they exist in the sandbox alone. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = "aureus.mode", havingValue = "demo")
  static class Sandbox {
    @Bean
    MarketQuotes quotes(PricingSettings settings, Catalogue catalogue, Clock clock) {
      Consensus.Rules alone = new Consensus.Rules(settings.maxAge(), settings.tolerance(), 1);
      return new MarketQuotes(
          new FixedRates(clock, settings.fixed()), alone, settings.fiatMaxAge(), catalogue, clock);
    }
  }

  /** Rates of public sources. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = "aureus.mode", havingValue = "live", matchIfMissing = true)
  @Import(Fetchers.class)
  static class Live {
    @Bean
    RateBoard rateBoard(PricingSettings settings) {
      if (!settings.fixed().isEmpty()) {
        throw new Refusal(
            ErrorCode.UNAVAILABLE, "aureus.pricing.fixed is for the sandbox alone: remove it");
      }
      long coins =
          settings.sources().stream().filter(code -> SourceKind.of(code).pricesCoins()).count();
      if (coins < settings.agreeing()) {
        throw new Refusal(
            ErrorCode.UNAVAILABLE,
            "aureus.pricing.sources has %d that price coins, and aureus.pricing.agreeing asks for %d"
                .formatted(coins, settings.agreeing()));
      }
      return new RateBoard(settings.sources());
    }

    @Bean
    RateRows rateRows(JdbcClient jdbc) {
      return new RateRows(jdbc);
    }

    @Bean
    RateClient rateClient(PricingSettings settings) {
      return new RateClient(settings.timeout(), settings.urls());
    }

    @Bean
    ReadRates readRates(RateRows rows, RateBoard board) {
      ReadRates job = new ReadRates(rows, board);
      job.read();
      return job;
    }

    @Bean
    MarketQuotes quotes(
        RateBoard board, PricingSettings settings, Catalogue catalogue, Clock clock) {
      return new MarketQuotes(board, settings.rules(), settings.fiatMaxAge(), catalogue, clock);
    }
  }

  /** One job bean per source that the settings name. */
  static final class Fetchers implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
      List<String> named =
          Binder.get(environment)
              .bind("aureus.pricing.sources", Bindable.listOf(String.class))
              .orElse(SourceKind.names());
      // A name that stands twice is refused by the settings, with better words than here.
      for (String code : new TreeSet<>(named)) {
        registry.registerBean(
            "rates-" + code, Job.class, spec -> spec.supplier(beans -> fetcher(code, beans)));
      }
    }

    private static Job fetcher(String code, BeanRegistry.SupplierContext beans) {
      PricingSettings settings = beans.bean(PricingSettings.class);
      Catalogue catalogue = beans.bean(Catalogue.class);
      Clock clock = beans.bean(Clock.class);
      Wanted wanted =
          new Wanted(
              catalogue.assets().stream().map(Asset::symbol).distinct().toList(),
              catalogue.fiats().stream().filter(fiat -> !fiat.equals(Pair.USD)).sorted().toList(),
              settings.every(),
              clock);
      return new FetchRates(
          SourceKind.of(code).make(beans.bean(RateClient.class), wanted),
          beans.bean(RateRows.class),
          beans.bean(TransactionTemplate.class),
          beans.bean(Wakeups.class),
          clock);
    }
  }
}
