package io.aureus.books;

import io.aureus.chains.ChainProgress;
import io.aureus.chains.Holdings;
import io.aureus.chains.Movements;
import io.aureus.chains.Rewinds;
import io.aureus.jobs.Job;
import io.aureus.ledger.ChainSide;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.payouts.OnTheWay;
import io.aureus.wallets.Addresses;
import io.aureus.web.Measures;
import java.time.Clock;
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
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of this room: one comparing job per configured chain. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BooksSettings.class)
@Import(BooksSetup.Checks.class)
class BooksSetup {
  @Bean
  BookRows books(JdbcClient jdbc, Catalogue catalogue) {
    return new BookRows(jdbc, catalogue);
  }

  @Bean
  Measures bookMeasures(Books books) {
    return new BookMeasures(books);
  }

  @Bean
  Askers askers(
      BookRows rows,
      Movements movements,
      Rewinds rewinds,
      Addresses addresses,
      OnTheWay payouts,
      Catalogue catalogue,
      BooksSettings settings,
      Clock clock) {
    return new Askers(
        rows,
        new Askers.Chains(movements, rewinds),
        addresses,
        payouts,
        catalogue,
        settings,
        clock);
  }

  @Bean
  BookCheck.Sources bookSources(
      ChainProgress progress,
      Movements movements,
      Holdings holdings,
      ChainSide ledger,
      OnTheWay payouts) {
    return new BookCheck.Sources(progress, movements, holdings, ledger, payouts);
  }

  /** A chain whose nodes are slow must not hold up another one's check. */
  static final class Checks implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
      Binder.get(environment)
          .bind("aureus.chains", Bindable.mapOf(String.class, Object.class))
          .ifBound(chains -> chains.keySet().forEach(key -> register(registry, key)));
    }

    private static void register(BeanRegistry registry, String key) {
      String code = key.toUpperCase(Locale.ROOT);
      registry.registerBean(
          "compare-" + code, Job.class, spec -> spec.supplier(beans -> check(code, beans)));
    }

    private static Job check(String code, BeanRegistry.SupplierContext beans) {
      Catalogue catalogue = beans.bean(Catalogue.class);
      TransactionTemplate snapshot =
          new TransactionTemplate(beans.bean(PlatformTransactionManager.class));
      snapshot.setReadOnly(true);
      snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
      Chain chain =
          catalogue
              .chain(code)
              .orElseThrow(() -> new IllegalStateException("no chain " + code + " in catalogue"));
      if (chain.isLightning()) {
        return new ChannelCheck(
            catalogue.nativeOf(chain),
            beans.bean(BookRows.class),
            beans.bean(BookCheck.Sources.class),
            beans.bean(TransactionTemplate.class),
            beans.bean(Clock.class));
      }
      return new BookCheck(
          chain,
          catalogue,
          beans.bean(BookRows.class),
          beans.bean(Askers.class),
          beans.bean(BookCheck.Sources.class),
          snapshot,
          beans.bean(TransactionTemplate.class),
          beans.bean(Clock.class));
    }
  }
}
