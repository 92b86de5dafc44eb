package io.aureus.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.jobs.Job;
import io.aureus.jobs.Wakeups;
import io.aureus.money.Catalogue;
import io.aureus.money.CatalogueFile;
import io.aureus.money.CatalogueFile.Choice;
import io.aureus.money.FiatAmount;
import io.aureus.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class PricingSetupTest {
  private final TestDatabase database = TestDatabase.fresh();
  private final ApplicationContextRunner program =
      new ApplicationContextRunner()
          .withUserConfiguration(PricingSetup.class)
          .withBean(Clock.class, Clock::systemUTC)
          .withBean(JdbcClient.class, database::jdbc)
          .withBean(TransactionTemplate.class, database::transactions)
          .withBean(Wakeups.class, () -> job -> {})
          .withBean(
              Catalogue.class,
              () -> CatalogueFile.read(Map.of("ETH", new Choice("simulated", 0, Map.of()))));

  @Test
  void theSandboxQuotesFixedRatesAndAsksNobody() {
    program
        .withPropertyValues("aureus.mode=demo", "aureus.pricing.fixed.ETH=2700.50")
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              Catalogue catalogue = context.getBean(Catalogue.class);
              Quote quote =
                  context
                      .getBean(Quotes.class)
                      .quote(new FiatAmount("USD", BigDecimal.ONE), catalogue.known("ETH"), false);
              assertThat(quote.rate().price()).isEqualByComparingTo("2700.50");
              assertThat(context).doesNotHaveBean(Job.class).hasSingleBean(RateHealth.class);
            });
  }

  @Test
  void liveModeAsksEverySourceThatIsNamed() {
    program
        .withPropertyValues("aureus.pricing.sources=kraken,coinbase,ecb")
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(context.getBeansOfType(Job.class).values())
                  .extracting(Job::name)
                  .containsExactlyInAnyOrder(
                      "read-rates", "rates-kraken", "rates-coinbase", "rates-ecb");
            });
    program.run(context -> assertThat(context.getBeansOfType(Job.class)).hasSize(7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "aureus.pricing.fixed.ETH=1            | for the sandbox alone",
        "aureus.pricing.sources=kraken         | has 1 that price coins",
        "aureus.pricing.sources=kraken,mtgox   | sources has mtgox; known are [coinbase",
        "aureus.pricing.sources=kraken,kraken  | twice",
        "aureus.pricing.urls.mtgox=http://x    | urls has mtgox",
        "aureus.pricing.agreeing=1             | agreeing must be 2 to 4",
        "aureus.pricing.tolerance=0            | tolerance must be more than 0",
        "aureus.pricing.max-age=1h             | max-age must be",
        "aureus.pricing.every=5m               | every must be",
      })
  void liveModeRefusesToStartWithASettingThatMakesNoSense(String setting, String says) {
    program
        .withPropertyValues(setting)
        .run(
            context ->
                assertThat(context.getStartupFailure()).rootCause().hasMessageContaining(says));
  }
}
