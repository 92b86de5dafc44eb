package io.aureus.keys;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of this room. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({KeysSettings.class, PolicySettings.class})
class KeysSetup {
  @Bean
  KeyRows keyRows(JdbcClient jdbc) {
    return new KeyRows(jdbc);
  }

  @Bean
  SecretBox secretBox(
      KeyRows rows,
      Clock clock,
      RandomGenerator random,
      KeysSettings settings,
      @Value("${aureus.data:./data}") String dataFolder) {
    return orRefuse(() -> new OpenedBox(rows, clock, random).open(settings, Path.of(dataFolder)));
  }

  @Bean
  SeedKeeper seedKeeper(
      KeyRows rows, SecretBox box, Clock clock, RandomGenerator random, KeysSettings settings) {
    SeedKeeper keeper = new SeedKeeper(rows, box, Curve.best(), clock, random);
    return orRefuse(
        () -> {
          if (settings.seedWordsFile().isBlank()) {
            keeper.createIfAbsent();
          } else {
            keeper.restore(wordsIn(Path.of(settings.seedWordsFile())));
          }
          return keeper;
        });
  }

  @Bean
  SpendingRules spendingRules(
      PolicySettings settings, Catalogue catalogue, @Value("${aureus.mode:live}") String mode) {
    // Nobody waits a day in the demo.
    Duration delay = mode.equals("demo") ? Duration.ZERO : Duration.ofHours(24);
    return orRefuse(() -> new SpendingRules(SpendingLimits.of(settings, catalogue, delay)));
  }

  @Bean
  StoredPolicy spendingPolicy(
      SpendingRules rules, JdbcClient jdbc, SeedKeeper keeper, Clock clock) {
    return new StoredPolicy(rules, new PolicyRows(jdbc), keeper, clock);
  }

  @Bean
  Signer signer(
      SeedKeeper keeper,
      JdbcClient jdbc,
      StoredPolicy policy,
      SpendingRules rules,
      PlatformTransactionManager manager,
      Clock clock) {
    TransactionTemplate apart = new TransactionTemplate(manager);
    apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    return new EvmSigner(keeper, new SigningRows(jdbc), policy, rules, apart, clock);
  }

  /** What an operator can mend is said in words alone, without a stack trace. */
  private static <T> T orRefuse(Supplier<T> start) {
    try {
      return start.get();
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new Refusal(ErrorCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  private static List<String> wordsIn(Path file) {
    try {
      return List.of(Files.readString(file).strip().split("\\s+"));
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot read aureus.keys.seed-words-file " + file + ": " + e, e);
    }
  }
}
